/** Reads files into the model, with one {@code ...Decoder} per section. */
@NullMarked
package environments.reader;

import org.jspecify.annotations.NullMarked;
