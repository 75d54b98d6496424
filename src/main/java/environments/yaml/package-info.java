/**
 * From bytes to a tree with positions, and problems with the way they are shown. The only user of
 * snakeyaml-engine.
 */
@NullMarked
package environments.yaml;

import org.jspecify.annotations.NullMarked;
