/**
 * Writes manifests as files: the emitter, {@code dist/}, and changes that are made either all
 * together or not at all.
 */
@NullMarked
package synth;

import org.jspecify.annotations.NullMarked;
