@NullMarked
package synth;

import org.jspecify.annotations.NullMarked;
