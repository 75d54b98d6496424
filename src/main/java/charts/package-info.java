@NullMarked
package charts;

import org.jspecify.annotations.NullMarked;
