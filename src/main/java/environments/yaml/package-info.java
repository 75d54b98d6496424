/**
 * From bytes to a tree with positions; problems and how they are shown. The only user of
 * snakeyaml-engine.
 */
@NullMarked
package environments.yaml;

import org.jspecify.annotations.NullMarked;
