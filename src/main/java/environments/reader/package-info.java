/** Reads files into the model, with one {@code ...Decoder} for each section. */
@NullMarked
package environments.reader;

import org.jspecify.annotations.NullMarked;
