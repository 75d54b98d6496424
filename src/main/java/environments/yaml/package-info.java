/**
 * Reads YAML into a tree with positions, and collects problems for messages. The only user of
 * snakeyaml-engine.
 */
@NullMarked
package environments.yaml;

import org.jspecify.annotations.NullMarked;
