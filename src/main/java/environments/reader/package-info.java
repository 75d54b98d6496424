/** From files to the model: one {@code ...Decoder} for each section. */
@NullMarked
package environments.reader;

import org.jspecify.annotations.NullMarked;
