package architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameContaining;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Imports go one way: environments, charts, synth, then review and stacks, rollouts, cli; and each
 * library is used in one place.
 */
@AnalyzeClasses(locations = MainClasses.class)
final class ImportDirectionTest {
  private static final DescribedPredicate<JavaClass> THE_FABRIC8_ADAPTER =
      resideInAPackage("charts").and(simpleName("Fabric8Manifests"));

  private static final DescribedPredicate<JavaClass> RELEASE_COMMANDS =
      resideInAPackage("cli").and(simpleNameContaining("Release"));

  private static final DescribedPredicate<JavaClass> CDK8S_CLASSES =
      resideInAPackage("charts").or(resideInAPackage("synth")).and(simpleNameContaining("Cdk8s"));

  @ArchTest
  static final ArchRule everyClassIsInAPackageThatHasItsRule =
      classes()
          .should()
          .resideInAnyPackage(
              "environments..", "charts", "synth", "review", "stacks..", "rollouts..", "cli")
          .because("a new package needs its place in the order of imports, and a rule here");

  @ArchTest
  static final ArchRule environmentsImportsNoOtherPackage =
      noClasses()
          .that()
          .resideInAPackage("environments..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("charts", "synth", "review", "stacks..", "rollouts..", "cli")
          .because("what a user wrote is validated without knowing what it is turned into");

  @ArchTest
  static final ArchRule chartsImportsOnlyEnvironments =
      noClasses()
          .that()
          .resideInAPackage("charts")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("synth", "review", "stacks..", "rollouts..", "cli")
          .because("a construct makes the same manifests whichever engine writes them");

  @ArchTest
  static final ArchRule synthImportsOnlyEnvironmentsAndCharts =
      noClasses()
          .that()
          .resideInAPackage("synth")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("review", "stacks..", "rollouts..", "cli")
          .because("`dist/` does not depend on its readers, nor on the command that wrote it");

  @ArchTest
  static final ArchRule reviewImportsNothingThatNeedsACluster =
      noClasses()
          .that()
          .resideInAPackage("review")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("stacks..", "rollouts..", "cli")
          .because("a Java team compares goldens in its own tests, without the command line");

  @ArchTest
  static final ArchRule stacksImportsNothingThatLooksOnOrDrives =
      noClasses()
          .that()
          .resideInAPackage("stacks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("review", "rollouts..", "cli")
          .because("what is applied depends on the inputs and the cluster, not on how it is shown");

  @ArchTest
  static final ArchRule rolloutsImportsNeitherReviewNorCli =
      noClasses()
          .that()
          .resideInAPackage("rollouts..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("review", "cli")
          .because("a release takes the same steps, however it is shown");

  @ArchTest
  static final ArchRule onlyTheReleaseCommandsImportStacksAndRollouts =
      noClasses()
          .that(DescribedPredicate.not(inside(RELEASE_COMMANDS)))
          .and()
          .resideInAPackage("cli")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("stacks..", "rollouts..")
          .because("a command that reads files must start without Pulumi and a cluster's client");

  @ArchTest
  static final ArchRule onlyStacksAndRolloutsUsePulumi =
      noClasses()
          .that()
          .resideOutsideOfPackages("stacks..", "rollouts..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.pulumi..")
          .because("manifests are the same, whatever program applies them");

  @ArchTest
  static final ArchRule onlyOneRoomParsesYaml =
      noClasses()
          .that()
          .resideOutsideOfPackage("environments.yaml")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.snakeyaml..", "org.yaml..")
          .because("only there are positions, duplicate keys, anchors and tags still visible");

  @ArchTest
  static final ArchRule onlyTheAdapterAndWhatAsksAClusterUseFabric8 =
      noClasses()
          .that(DescribedPredicate.not(inside(THE_FABRIC8_ADAPTER)))
          .and()
          .resideOutsideOfPackages("stacks..", "rollouts..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8..")
          .because(
              "manifests are our own ordered trees: a model library's objects cost start-up time,"
                  + " and its upgrades must not change what is made");

  @ArchTest
  static final ArchRule onlyTheCdk8sClassesUseCdk8s =
      noClasses()
          .that(DescribedPredicate.not(inside(CDK8S_CLASSES)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.cdk8s..", "software.constructs..", "software.amazon.jsii..")
          .because("everything else must run without Node.js, which cdk8s starts");

  @ArchTest
  static final ArchRule onlyCliUsesPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..")
          .because(
              "the constructs are a library, too: they know nothing about options and exit codes");

  /** A class with its nested classes. */
  private static DescribedPredicate<JavaClass> inside(DescribedPredicate<JavaClass> outermost) {
    return DescribedPredicate.describe(
        "inside " + outermost.getDescription(),
        type ->
            outermost.test(type) || type.getEnclosingClass().filter(inside(outermost)).isPresent());
  }
}
