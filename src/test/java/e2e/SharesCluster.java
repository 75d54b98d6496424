package e2e;

import static org.junit.jupiter.api.parallel.ResourceAccessMode.READ;
import static org.junit.jupiter.api.parallel.ResourceLockTarget.CHILDREN;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The tests of a class run at the same time as others on one cluster, except those that {@link
 * HasClusterAlone have it alone}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(value = SharesCluster.CLUSTER, mode = READ, target = CHILDREN)
public @interface SharesCluster {
  String CLUSTER = "cluster";
}
