@NullMarked
package review;

import org.jspecify.annotations.NullMarked;
