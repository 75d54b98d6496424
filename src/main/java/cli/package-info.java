/** The command line: options, messages, exit codes. */
@NullMarked
package cli;

import org.jspecify.annotations.NullMarked;
