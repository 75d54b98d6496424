package architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameContaining;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Predicate;

/** The same input gives the same bytes, on every machine, at any time. */
@AnalyzeClasses(locations = MainClasses.class)
final class PurityTest {
  /** The cdk8s classes are left out: they start Node.js. */
  private static final DescribedPredicate<JavaClass> PURE =
      resideInAnyPackage("environments..", "charts", "synth")
          .and(DescribedPredicate.not(simpleNameContaining("Cdk8s")));

  @ArchTest
  static final ArchRule outputDoesNotDependOnTimeChanceOrMachine =
      noClasses()
          .that(PURE)
          .should()
          .accessTargetWhere(
              callOf(System.class, "getenv", "getProperty", "getProperties", "lineSeparator")
                  .or(callOf(System.class, "currentTimeMillis", "nanoTime"))
                  .or(callOf(Math.class, "random"))
                  .or(callOf(UUID.class, "randomUUID"))
                  .or(callOf(Locale.class, "getDefault"))
                  .or(callOf(Charset.class, "defaultCharset"))
                  .or(callOf(TimeZone.class, "getDefault"))
                  .or(callOfNow()))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              Clock.class, Date.class, Random.class, SecureRandom.class, SplittableRandom.class)
          .because("`dist/` is a pure function of `environments/` and the release state");

  @ArchTest
  static final ArchRule nothingOpensAConnectionBeforeTheCommandLine =
      noClasses()
          .that()
          .resideInAnyPackage("environments..", "charts", "synth", "review")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "javax.net..")
          .because("synthesis works offline, and a review shows all that it depends on");

  @ArchTest
  static final ArchRule onlyEnvironmentFilesReadsFilesForTheModel =
      noClasses()
          .that()
          .resideInAnyPackage("environments..", "charts")
          .and()
          .doNotHaveFullyQualifiedName("environments.reader.EnvironmentFiles")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.nio.file..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              File.class,
              FileInputStream.class,
              FileOutputStream.class,
              FileReader.class,
              FileWriter.class,
              RandomAccessFile.class)
          .because("a second place that reads files is an input that nobody reviews");

  @ArchTest
  static final ArchRule nothingKeepsStaticState =
      fields()
          .that()
          .areDeclaredInClassesThat(PURE)
          .and()
          .areStatic()
          .should()
          .beFinal()
          .because("an environment must not depend on the one that was made before it");

  @ArchTest
  static final ArchRule outputKeepsTheOrderInWhichItWasWritten =
      noClasses()
          .that()
          .resideInAnyPackage("charts", "synth")
          .should()
          .accessTargetWhere(
              callOf(Map.class, "ofEntries", "copyOf")
                  .or(callOf(Set.class, "copyOf"))
                  .or(callWithMoreThan(2, Map.class))
                  .or(callWithMoreThan(1, Set.class))
                  .or(creationOf(HashMap.class)))
          .because(
              "the order of Map.of and Set.of changes from run to run, and that of HashMap with"
                  + " hash codes; LinkedHashMap and List keep it");

  @ArchTest
  static final ArchRule noTextDependsOnTheLocale =
      noClasses()
          .should()
          .accessTargetWhere(callWithFewerThan(1, String.class, "toLowerCase", "toUpperCase"))
          .because("in Turkish `I` has another lower case: name the locale, Locale.ROOT");

  @ArchTest
  static final ArchRule manifestsAreFormattedInNoLocale =
      noClasses()
          .that()
          .resideInAPackage("charts")
          .should()
          .accessTargetWhere(
              callOf(String.class, "formatted").or(callWithFewerThan(3, String.class, "format")))
          .because("%d writes other digits in some locales: concatenate, or name Locale.ROOT");

  @ArchTest
  static final ArchRule onlyCliAndTheProgramPrintAndExit =
      noClasses()
          .that()
          .resideOutsideOfPackage("cli")
          .and()
          .doNotHaveFullyQualifiedName("stacks.Main")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessTargetWhere(
              callOf(System.class, "exit", "console")
                  .or(callOf(Runtime.class, "exit", "halt"))
                  .or(callOf(Throwable.class, "printStackTrace")))
          .because("a library returns values and throws; its caller decides what a user sees");

  private static DescribedPredicate<JavaAccess<?>> callOfNow() {
    return access(
        "java.time's now",
        target ->
            target.getOwner().getPackageName().equals("java.time")
                && target.getName().equals("now"));
  }

  private static DescribedPredicate<JavaAccess<?>> callOf(Class<?> owner, String... names) {
    return access(owner.getSimpleName() + "." + String.join("/", names), named(owner, names));
  }

  private static DescribedPredicate<JavaAccess<?>> creationOf(Class<?> type) {
    return access(
        "new " + type.getSimpleName(),
        target ->
            target.getOwner().isEquivalentTo(type)
                && target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME));
  }

  private static DescribedPredicate<JavaAccess<?>> callWithMoreThan(int count, Class<?> owner) {
    return access(
        owner.getSimpleName() + ".of with more than one entry",
        target ->
            named(owner, "of").test(target) && (parametersOf(target) > count || isVarargs(target)));
  }

  private static DescribedPredicate<JavaAccess<?>> callWithFewerThan(
      int count, Class<?> owner, String... names) {
    return access(
        owner.getSimpleName() + "." + String.join("/", names) + " without a locale",
        target -> named(owner, names).test(target) && parametersOf(target) < count);
  }

  private static Predicate<CodeUnitAccessTarget> named(Class<?> owner, String... names) {
    return target ->
        target.getOwner().isAssignableTo(owner) && List.of(names).contains(target.getName());
  }

  private static int parametersOf(CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().size();
  }

  private static boolean isVarargs(CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().stream().anyMatch(JavaClass::isArray);
  }

  private static DescribedPredicate<JavaAccess<?>> access(
      String description, Predicate<CodeUnitAccessTarget> accepts) {
    return DescribedPredicate.describe(
        description,
        access ->
            access.getTarget() instanceof CodeUnitAccessTarget target && accepts.test(target));
  }
}
