package e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test that measures a time, or stops a daemon of the cluster: no other test runs at the same
 * time.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(SharesCluster.CLUSTER)
@interface HasClusterAlone {}
