package rollouts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollouts.plan.ReleaseTesting.ADOPT;
import static rollouts.plan.ReleaseTesting.PROMOTE;
import static rollouts.plan.ReleaseTesting.RETIRE;
import static rollouts.plan.ReleaseTesting.ROLLBACK;
import static rollouts.plan.ReleaseTesting.STABLE;
import static rollouts.plan.ReleaseTesting.canary;
import static rollouts.plan.ReleaseTesting.deploy;
import static rollouts.plan.ReleaseTesting.run;
import static rollouts.plan.ReleaseTesting.toward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import environments.apps.ReleaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rollouts.plan.KnownGoodStates;
import rollouts.plan.Plan;
import rollouts.plan.ReleaseTesting;
import rollouts.plan.Step;
import rollouts.plan.Verb;

final class JournalTextTest {
  private static final Instant BEGIN = Instant.parse("2026-11-21T18:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  @Provide
  Arbitrary<Release> records() {
    return Arbitraries.oneOf(
        records(ReleaseTesting.blueGreens(), Arbitraries.of(Step.Hold.values())),
        records(ReleaseTesting.canaries(), Arbitraries.of(Step.Hold.values())),
        records(ReleaseTesting.autoscaleds(), Arbitraries.just(Step.Hold.NONE)));
  }

  private static Arbitrary<Release> records(
      Arbitrary<ReleaseState> releases, Arbitrary<Step.Hold> holds) {
    var texts = Arbitraries.strings();
    var flags = Arbitraries.of(true, false);
    return Combinators.combine(
            texts,
            Combinators.combine(releases.flatMap(JournalTextTest::begun), releases).as(Tuple::of),
            steps(releases, holds).list().ofMinSize(1).ofMaxSize(5),
            Arbitraries.integers().between(0, 5),
            flags.tuple2(),
            texts.optional(),
            Arbitraries.of(Outcome.values()).optional(),
            texts.map(text -> new LogLine(BEGIN, text)).list().ofMaxSize(5))
        .as(
            (id, states, steps, done, is, reason, outcome, log) ->
                new Release(
                    id,
                    states.get1().get2(),
                    states.get1().get1(),
                    states.get2(),
                    steps,
                    is.get1(),
                    Math.min(done, steps.size() - 1),
                    is.get2(),
                    reason,
                    outcome,
                    log));
  }

  /** Generates a release state to reach and the verb that reaches it. */
  private static Arbitrary<Tuple.Tuple2<ReleaseState, Verb>> begun(ReleaseState before) {
    var percents = Arbitraries.integers().between(0, 100);
    return Arbitraries.oneOf(
            ReleaseTesting.versions().map(Verb.Deploy::new),
            ReleaseTesting.versions().map(Verb.Run::new),
            Combinators.combine(Arbitraries.of(before.sides()), percents).as(Verb.Switch::new),
            Arbitraries.of(PROMOTE, ROLLBACK, RETIRE, ADOPT))
        .map(verb -> Tuple.of(before, verb));
  }

  private static Arbitrary<Step> steps(
      Arbitrary<ReleaseState> releases, Arbitrary<Step.Hold> holds) {
    return Combinators.combine(
            Arbitraries.strings(), releases, Arbitraries.of(Step.Kind.values()), holds)
        .as(JournalTextTest::step);
  }

  /** Returns a step; an app with a single side has no traffic to move. */
  private static Step step(String name, ReleaseState release, Step.Kind kind, Step.Hold hold) {
    boolean isWhole = release.sides().size() == 1 && kind == Step.Kind.TRAFFIC;
    return new Step(name, release, isWhole ? Step.Kind.PODS : kind, hold);
  }

  @Provide
  Arbitrary<KnownGoodStates> knownGoodStates() {
    return ReleaseTesting.releases().list().ofMaxSize(10).map(KnownGoodStates::new);
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadBack(@ForAll("records") Release release) {
    assertThat(JournalText.release(JournalText.of(release))).isEqualTo(release);
  }

  private static final List<Verb> VERBS =
      List.of(
          deploy("1.1.0"),
          deploy("1.1.0@sha256:" + "4a".repeat(32)),
          run("1.2.0_b.c-D"),
          toward("canary", 0),
          toward("stable", 50),
          toward("canary", 100),
          PROMOTE,
          ROLLBACK,
          RETIRE,
          ADOPT);

  /** The texts of all verbs differ. */
  @Test
  void everyVerbIsReadBack() {
    assertThat(VERBS)
        .extracting(verb -> (Object) verb.getClass())
        .contains((Object[]) Verb.class.getPermittedSubclasses());
    for (var verb : VERBS) {
      assertThat(JournalText.release(begun(verb)).verb()).isEqualTo(verb);
    }
  }

  @Test
  void aVerbStandsInAJournalAsUsersGiveIt() {
    assertThat(VERBS.stream().map(JournalTextTest::begun))
        .extracting(text -> text.lines().toList().get(2))
        .isEqualTo(
            List.of(
                "  \"verb\" : \"deploy 1.1.0\",",
                "  \"verb\" : \"deploy 1.1.0@sha256:" + "4a".repeat(32) + "\",",
                "  \"verb\" : \"run 1.2.0_b.c-D\",",
                "  \"verb\" : \"switch canary 0\",",
                "  \"verb\" : \"switch stable 50\",",
                "  \"verb\" : \"switch canary 100\",",
                "  \"verb\" : \"promote\",",
                "  \"verb\" : \"rollback\",",
                "  \"verb\" : \"retire\",",
                "  \"verb\" : \"adopt\","));
  }

  private static String begun(Verb verb) {
    return JournalText.of(Release.of("1", new Plan("dev", "web", verb, STABLE, List.of())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "leap",
        "Promote",
        "promote ",
        " promote",
        "promote 1.1.0",
        "resume run 1.1.0",
        "run",
        "run ",
        "run latest",
        "run 1.1.0 ",
        "run  1.1.0",
        "deploy 1.1.0@sha256:4a",
        "switch canary",
        "switch canary 101",
        "switch canary -1",
        "switch canary +5",
        "switch canary 007",
        "switch canary 99999999999",
        "switch green 20",
        "switch \u001b[2J 20"
      })
  void aTextThatIsNoVerbIsNoJournal(String text) {
    assertThatThrownBy(
            () ->
                JournalText.release(
                    begun(PROMOTE).replace("\"promote\"", JSON.valueToTree(text).toString())))
        .isInstanceOf(JournalException.class)
        .hasMessage("`verb` must be a verb such as `run 1.1.0`");
  }

  @Property(tries = 300)
  void knownGoodStatesAreReadBack(@ForAll("knownGoodStates") KnownGoodStates knownGood) {
    assertThat(JournalText.knownGood(JournalText.of(knownGood))).isEqualTo(knownGood);
  }

  /**
   * An accepted journal can be resumed and rolled back; any other is refused with the reason.
   */
  @Property(tries = 1000)
  void noMutationOfAReleaseEndsInACrash(@ForAll("records") Release release, @ForAll Random random) {
    read(() -> goOn(JournalText.release(mutated(JournalText.of(release), random))));
  }

  @Property(tries = 1000)
  void noMutationOfKnownGoodStatesEndsInACrash(
      @ForAll("knownGoodStates") KnownGoodStates knownGood, @ForAll Random random) {
    var mutated = mutated(JournalText.of(knownGood), random);
    read(() -> JournalText.knownGood(mutated).like(STABLE).before(STABLE));
  }

  private static void read(Runnable work) {
    try {
      work.run();
    } catch (JournalException e) {
      assertThat(e).hasMessageMatching("(?s).{5,2200}");
    }
  }

  private static void goOn(Release read) {
    var now = Instant.parse("2026-11-21T18:10:00Z");
    for (var left : List.of(read, read.resumed(now), read.aborted("why"))) {
      left.remaining("dev", "web", Plan.Operation.RESUME).timeout(ReleaseTesting.TIMEOUTS);
      left.knownGoodAfter(KnownGoodStates.NONE);
      left.move();
      left.next().ifPresent(step -> left.intending().rollingBack("why").move());
    }
  }

  /** Replaces a random value, or changes the text itself. */
  static String mutated(String text, Random random) {
    if (random.nextBoolean()) {
      return altered(text, random);
    }
    try {
      var root = JSON.readTree(text);
      var holders = new ArrayList<JsonNode>(List.of(root));
      for (int i = 0; i < holders.size(); i++) {
        holders.get(i).forEach(child -> add(holders, child));
      }
      mutate(holders.get(random.nextInt(holders.size())), random);
      return root.toString();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  static String altered(String text, Random random) {
    int place = random.nextInt(text.length());
    return random.nextBoolean()
        ? text.substring(0, place)
        : text.substring(0, place) + (char) random.nextInt(128) + text.substring(place + 1);
  }

  private static void add(List<JsonNode> holders, JsonNode node) {
    if (node.isContainerNode()) {
      holders.add(node);
    }
  }

  private static void mutate(JsonNode holder, Random random) throws JsonProcessingException {
    var value = JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
    if (holder instanceof ObjectNode object) {
      var keys = new ArrayList<>(List.of("done", "extra", "active", "weight", "versions.blue"));
      object.fieldNames().forEachRemaining(keys::add);
      var key = keys.get(random.nextInt(keys.size()));
      if (random.nextInt(4) == 0) {
        object.remove(key);
      } else {
        object.set(key, value);
      }
    } else {
      ((ArrayNode) holder).insert(0, value);
    }
  }

  private static final List<String> VALUES =
      List.of(
          "-1",
          "0",
          "7",
          "1.5",
          "1e300",
          "99999999999999999999",
          "2147483648",
          "null",
          "true",
          "[]",
          "[[]]",
          "{}",
          "\"\"",
          "\"-1\"",
          "\"9.9.9\"",
          "\"latest\"",
          "\"TRAFFIC\"",
          "\"rollback\"",
          "\"\\u001b[2J\"",
          "\"+999999999-12-31T23:59:59Z x\"",
          "{\"version\": \"1.0.0\"}",
          "{\"versions.stable\": \"1.0.0\", \"weight\": \"0\"}",
          "{\"active\": \"blue\", \"versions.blue\": \"1.0.0\", \"weight\": \"0\"}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"done\" : 0' | '\"done\" : -1' | `done` must be between 0 and 0, because another step"
            + " has begun, got -1",
        "'\"done\" : 0' | '\"done\" : 1' | `done` must be between 0 and 0, because another step has"
            + " begun, got 1",
        "'\"done\" : 0' | '\"done\" : 1e300' | `done` must be a whole number, got 1.0E300",
        "'\"done\" : 0' | '\"done\" : \"0\"' | `done` must be a whole number, got \"0\"",
        "'\"done\" : 0,' | '' | `done` must be a whole number, got nothing",
        "'\"done\" : 0' | '\"done\" : 0, \"dome\" : 0' | `dome` is a field that Sluice does not"
            + " write",
        "'\"done\" : 0' | '\"done\" : 0, \"done\" : 0' | it is not JSON: Duplicate field 'done'",
        "'\"PODS\"' | '\"NODES\"' | '`steps[0].kind` must be one of [PODS, TRAFFIC, AUTOSCALERS,"
            + " ADOPTION], got \"NODES\"'",
        "'\"intended\" : true' | '\"intended\" : true, \"outcome\" : \"PAUSED\"' | '`outcome` must"
            + " be one of [DONE, ROLLED_BACK, HELD, STUCK], got \"PAUSED\"'",
        "'\"run 1.1.0\"' | '\"leap\"' | `verb` must be a verb such as `run 1.1.0`",
        "'\"versions.canary\" : \"1.1.0\"' | '\"versions.green\" : \"1.1.0\"' | '`configured` must"
            + " be {versions.stable=1.0.0, weight=0}, got {versions.stable=1.0.0,"
            + " versions.green=1.1.0, weight=0}'",
        "'\"log\" : [ \"' | '\"log\" : [ \"at ' | 'a line of `log` must begin with its time, got:"
            + " at 2026-11-21T18:00:00Z begins'"
      })
  void whatSluiceWouldNotHaveWrittenIsNamed(String written, String other, String problem) {
    var deployed = canary("1.0.0", "1.1.0", 0);
    var steps = List.of(Step.between(STABLE, deployed, Step.Hold.CHECKS));
    var begun = Release.of("1", new Plan("dev", "web", run("1.1.0"), STABLE, steps));
    var text = JournalText.of(begun.logged(BEGIN, "begins").intending());
    assertThat(text).contains(written);
    assertThatThrownBy(() -> JournalText.release(text.replaceFirst(Pattern.quote(written), other)))
        .isInstanceOf(JournalException.class)
        .hasMessage(problem);
  }

  @Test
  void aReleaseIsTextThatPeopleCanRead() {
    var deployed = canary("1.0.0", "1.1.0", 0);
    var steps = List.of(Step.between(STABLE, deployed, Step.Hold.CHECKS));
    var begun =
        Release.of("2026-11-21T18:00:00Z", new Plan("dev", "web", run("1.1.0"), STABLE, steps));
    assertThat(JournalText.of(begun.logged(BEGIN, "begins").intending()))
        .isEqualTo(
            """
            {
              "id" : "2026-11-21T18:00:00Z",
              "verb" : "run 1.1.0",
              "before" : {
                "versions.stable" : "1.0.0",
                "weight" : "0"
              },
              "configured" : {
                "versions.stable" : "1.0.0",
                "versions.canary" : "1.1.0",
                "weight" : "0"
              },
              "steps" : [ {
                "name" : "canary: deploy 1.1.0",
                "release" : {
                  "versions.stable" : "1.0.0",
                  "versions.canary" : "1.1.0",
                  "weight" : "0"
                },
                "kind" : "PODS",
                "hold" : "CHECKS"
              } ],
              "autoscaled" : false,
              "done" : 0,
              "intended" : true,
              "log" : [ "2026-11-21T18:00:00Z begins" ]
            }\
            """);
  }

  @Test
  void aJournalThatSomeoneBrokeIsRefused() {
    assertThatThrownBy(() -> JournalText.release("{"))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith("it is not JSON: ");
  }

  @Test
  void aJournalThatLacksWhatItMustHaveIsRefused() {
    for (var text : Arrays.asList("{}", "", "[]", "{\"before\": {\"active\": \"red\"}}")) {
      assertThatThrownBy(() -> JournalText.release(text))
          .as(text)
          .isInstanceOf(JournalException.class);
    }
  }
}
