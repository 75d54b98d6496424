package e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks the tests that every change must pass: a good and a bad release of each strategy, the
 * guard, edits by hand, and what was added last. {@code mvn verify -Pe2e -Dgroups=core} runs only
 * these.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("core")
public @interface Core {}
