package io.novacron.core.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.catalog.Price;
import io.novacron.api.error.Category;
import io.novacron.api.error.Problem;
import io.novacron.api.machine.Condition;
import io.novacron.api.machine.DesiredState;
import io.novacron.api.machine.Disk;
import io.novacron.api.machine.Machine;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.MachineState;
import io.novacron.api.machine.MachineStatus;
import io.novacron.api.machine.Market;
import io.novacron.api.machine.Near;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.machine.Size;
import io.novacron.api.operation.Children;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationKind;
import io.novacron.api.operation.OperationState;
import io.novacron.api.operation.Step;
import io.novacron.api.operation.WaitingFor;
import io.novacron.api.store.Key;
import io.novacron.api.store.StoredRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonCodecTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456789Z");

  @Test
  void aMachineComesBackAsItWas() {
    MachineSpec spec =
        new MachineSpec(
            "web",
            Map.of("team", "a", "app", "b"),
            new Size(4, 16.5, 0, null, "amd64"),
            null,
            "ubuntu-24.04",
            List.of(new Disk(100, "ssd")),
            null,
            List.of("ssh-ed25519 AAAA me"),
            new Market(Market.Kind.SPOT, new BigDecimal("0.1720")),
            new PlacementConstraints(
                null, null, null, new Near("Frankfurt", null, null, 10.0), null, 100.0));
    MachineStatus status =
        new MachineStatus(
            1,
            MachineState.RUNNING,
            "prod",
            "aws",
            "aws",
            "i-1",
            "eu-central-1",
            null,
            "m7g.xlarge",
            List.of("10.0.0.1"),
            new Price(new BigDecimal("0.1720"), "USD", LocalDate.of(2026, 9, 1), "list"),
            List.of(new Condition("OperationFailed", true, "CAPACITY", "none left", NOW)),
            NOW,
            "operation");
    Machine machine =
        new Machine(
            "vm-1", "default", spec, DesiredState.RUNNING, 1, 3, NOW, status, "dec-1", "op-1");
    assertThat(roundTrip(Machine.class, machine)).isEqualTo(machine);
    JsonCodec<MachineSpec> specs = JsonCodec.of(MachineSpec.class);
    assertThat(new String(specs.encode(spec), StandardCharsets.UTF_8))
        .as("what has none is written as before there were any")
        .doesNotContain("securityGroups");
    MachineSpec guarded = spec.toBuilder().securityGroups(List.of("sg-1", "sg-2")).build();
    assertThat(roundTrip(MachineSpec.class, guarded)).isEqualTo(guarded);
  }

  @Test
  void anOperationWithItsProblemComesBackAsItWas() {
    Problem problem =
        Problem.builder("throttled", Category.THROTTLED, "too many calls")
            .retryAfter(Duration.ofMillis(1500))
            .scope("account prod")
            .error("/a", "b")
            .build();
    Operation operation =
        Operation.queued("op-1", "default", OperationKind.CREATE, "vm-1", "admin", NOW).toBuilder()
            .state(OperationState.UNKNOWN_OUTCOME)
            .progress(0.5)
            .steps(List.of(new Step("call", Step.State.RUNNING, 2, NOW, null, "asked")))
            .error(problem)
            .parent("op-0")
            .children(new Children(5, 3, 1))
            .waitingFor(new WaitingFor(WaitingFor.Kind.RETRY, NOW, NOW.plusSeconds(3)))
            .cancelRequested(true)
            .owner("node-1")
            .idempotencyKey("key")
            .revision(7)
            .build();
    assertThat(roundTrip(Operation.class, operation)).isEqualTo(operation);
  }

  @Test
  void aVariantOfASealedInterfaceComesBackAsThatVariant() {
    Holder holder =
        new Holder(new Shape.Circle(2), List.of(new Shape.Square("x")), Optional.empty());
    assertThat(roundTrip(Holder.class, holder)).isEqualTo(holder);
    assertThat(roundTrip(Shape.class, new Shape.Circle(3))).isEqualTo(new Shape.Circle(3));
  }

  @Test
  void equalMapsGiveEqualBytes() {
    JsonCodec<Labels> codec = JsonCodec.of(Labels.class);
    Map<String, String> one = Map.of("a", "1", "b", "2", "c", "3", "d", "4");
    Map<String, String> other = new java.util.LinkedHashMap<>();
    List.of("d", "b", "a", "c").forEach(key -> other.put(key, one.get(key)));
    assertThat(codec.encode(new Labels(other, null)))
        .isEqualTo(codec.encode(new Labels(one, null)));
  }

  @Test
  void absentPartsAreNotWritten() {
    assertThat(
            new String(
                JsonCodec.of(Labels.class).encode(new Labels(Map.of(), null)),
                StandardCharsets.UTF_8))
        .isEqualTo("{\"values\":{}}");
  }

  @Test
  void anUnknownFieldIsRefusedByName() {
    assertThatThrownBy(() -> decode(Shape.Circle.class, "{\"radius\":1,\"colour\":\"red\"}"))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("colour");
  }

  @Test
  void aMissingNumberIsRefusedByName() {
    assertThatThrownBy(() -> decode(Shape.Circle.class, "{}"))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("radius");
  }

  @Test
  void textInPlaceOfANumberAndTextAfterTheValueAreRefused() {
    assertThatThrownBy(() -> decode(Shape.Circle.class, "{\"radius\":\"1\"}"))
        .isInstanceOf(UnreadableRecordException.class);
    assertThatThrownBy(() -> decode(Shape.Circle.class, "{\"radius\":1}x"))
        .isInstanceOf(UnreadableRecordException.class);
    assertThatThrownBy(() -> decode(Shape.Circle.class, "{\"radius\":1.5}"))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void anOlderLayoutIsLedUpOneVersionAtATime() {
    JsonCodec<Shape.Circle> codec =
        new JsonCodec<>(
            Shape.Circle.class,
            3,
            (from, value) -> {
              if (from == 1) {
                value.set("diameter", value.remove("d"));
              } else {
                value.put("radius", value.remove("diameter").asInt() / 2);
              }
              return value;
            });
    assertThat(codec.decode(1, bytes("{\"d\":8}"))).isEqualTo(new Shape.Circle(4));
    assertThat(codec.decode(2, bytes("{\"diameter\":8}"))).isEqualTo(new Shape.Circle(4));
    assertThat(codec.decode(3, bytes("{\"radius\":8}"))).isEqualTo(new Shape.Circle(8));
  }

  @Test
  void aLayoutOfALaterVersionIsRefusedWithWhereAndWhatToDo() {
    Key key = new Key("default", "shape", "p", "one");
    StoredRecord stored = new StoredRecord(key, 5, 2, Map.of(), bytes("{\"radius\":8}"));
    assertThatThrownBy(() -> JsonCodec.of(Shape.Circle.class).decode(stored))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining("one")
        .hasMessageContaining("schema version 2")
        .hasMessageContaining("run the version that wrote it");
  }

  private static <T> T roundTrip(Class<T> type, T value) {
    JsonCodec<T> codec = JsonCodec.of(type);
    return codec.decode(1, codec.encode(value));
  }

  private static <T> T decode(Class<T> type, String json) {
    return JsonCodec.of(type).decode(1, bytes(json));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  sealed interface Shape {
    record Circle(int radius) implements Shape {}

    record Square(String side) implements Shape {}
  }

  record Holder(Shape one, List<Shape> more, Optional<String> none) {}

  record Labels(Map<String, String> values, @Nullable String none) {}
}
