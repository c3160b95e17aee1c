package com.example.provider.cloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A cloud in a directory: each machine is a file, written before the answer. Used by one thread at
 * a time.
 */
public final class FileCloud implements CloudClient {
  private static final Duration DELETED_ARE_SHOWN = Duration.ofDays(1);
  private static final int ID_BYTES = 8;

  private final Predicate<String> types;
  private final Set<String> images;
  private final int pageSize;
  private final Duration startTime;
  private final Clock clock;
  private final MachineFiles files;
  private final TreeMap<String, StoredMachine> machines = new TreeMap<>();
  // Not in the files: what was starting when the process ended has started.
  private final Map<String, Long> startedAtNanos = new HashMap<>();

  /**
   * Opens it with the machines of its files.
   *
   * @param directory where the files are; is made when it is not there
   * @param types whether there is such a size
   * @param images the images that there are
   * @param pageSize how many machines a page has
   * @param startTime how long a machine takes to start
   * @param clock the time
   * @throws IOException when a file cannot be read
   */
  public FileCloud(
      Path directory,
      Predicate<String> types,
      Set<String> images,
      int pageSize,
      Duration startTime,
      Clock clock)
      throws IOException {
    this.types = types;
    this.images = Set.copyOf(images);
    this.pageSize = pageSize;
    this.startTime = startTime;
    this.clock = clock;
    this.files = new MachineFiles(directory);
    for (StoredMachine machine : files.readAll()) {
      if (machine.deletedBefore(clock.instant().minus(DELETED_ARE_SHOWN))) {
        files.remove(machine);
      } else {
        machines.put(machine.shown().id(), machine);
      }
    }
  }

  @Override
  public void check() throws CloudException {
    if (!files.writable()) {
      throw new CloudException("OutOfService", "The directory of the machines cannot be written.");
    }
  }

  @Override
  public CloudMachine create(String token, CloudOrder order) throws CloudException {
    String id = "m-" + digest(token).substring(0, 2 * ID_BYTES);
    String shape = digest(shape(order));
    StoredMachine known = machines.get(id);
    if (known != null) {
      if (!known.shape().equals(shape)) {
        throw new CloudException("TokenReused", "The token was used for another order.");
      }
      return shown(known);
    }
    if (!types.test(order.type())) {
      throw new CloudException("NoSuchType", "There is no type " + order.type() + ".");
    }
    if (!images.contains(order.image())) {
      throw new CloudException("NoSuchImage", "There is no image " + order.image() + ".");
    }
    int number = 1 + machines.values().stream().mapToInt(StoredMachine::number).max().orElse(0);
    CloudMachine machine =
        new CloudMachine(id, order.type(), "running", address(number), token, order.labels());
    return begun(new StoredMachine(machine, order.name(), shape, number, null));
  }

  @Override
  public CloudMachine start(String id) throws CloudException {
    StoredMachine machine = existing(id);
    return machine.shown().state().equals("running")
        ? shown(machine)
        : begun(machine.inState("running", null));
  }

  @Override
  public CloudMachine stop(String id) throws CloudException {
    StoredMachine machine = existing(id);
    return machine.shown().state().equals("stopped")
        ? shown(machine)
        : ended(machine.inState("stopped", null));
  }

  @Override
  public CloudMachine restart(String id) throws CloudException {
    StoredMachine machine = existing(id);
    if (!machine.shown().state().equals("running")) {
      throw new CloudException(
          "WrongState", id + " is " + machine.shown().state() + "; only what runs is restarted.");
    }
    return begun(machine);
  }

  @Override
  public CloudMachine delete(String id) throws CloudException {
    StoredMachine machine = known(id);
    return machine.deletedAt() == null
        ? ended(machine.inState("deleted", clock.instant()))
        : shown(machine);
  }

  @Override
  public CloudMachine label(String id, Map<String, String> labels) throws CloudException {
    StoredMachine machine = existing(id).withLabels(labels);
    put(machine);
    return shown(machine);
  }

  @Override
  public Optional<CloudMachine> find(String id) {
    return Optional.ofNullable(machines.get(id)).map(this::shown);
  }

  @Override
  public Optional<CloudMachine> findByToken(String token) {
    return machines.values().stream()
        .filter(machine -> machine.shown().token().equals(token))
        .findFirst()
        .map(this::shown);
  }

  @Override
  public List<CloudMachine> findByLabel(String name, String value) {
    return machines.values().stream()
        .filter(machine -> value.equals(machine.shown().labels().get(name)))
        .map(this::shown)
        .toList();
  }

  @Override
  public CloudPage list(@Nullable String pageToken) throws CloudException {
    if (pageToken != null && !machines.containsKey(pageToken)) {
      throw new CloudException("BadPageToken", "No list has given this page token.");
    }
    List<CloudMachine> page = new ArrayList<>();
    for (StoredMachine machine :
        pageToken == null ? machines.values() : machines.tailMap(pageToken, false).values()) {
      if (page.size() == pageSize) {
        return new CloudPage(page, page.get(pageSize - 1).id());
      }
      page.add(shown(machine));
    }
    return new CloudPage(page, null);
  }

  @Override
  public void close() {
    machines.clear();
  }

  private StoredMachine known(String id) throws CloudException {
    StoredMachine machine = machines.get(id);
    if (machine == null) {
      throw new CloudException("NoSuchMachine", "There is no machine " + id + ".");
    }
    return machine;
  }

  private StoredMachine existing(String id) throws CloudException {
    StoredMachine machine = known(id);
    if (machine.deletedAt() != null) {
      throw new CloudException("NoSuchMachine", "Machine " + id + " is deleted.");
    }
    return machine;
  }

  private CloudMachine begun(StoredMachine machine) throws CloudException {
    put(machine);
    startedAtNanos.put(machine.shown().id(), System.nanoTime() + startTime.toNanos());
    return shown(machine);
  }

  private CloudMachine ended(StoredMachine machine) throws CloudException {
    put(machine);
    startedAtNanos.remove(machine.shown().id());
    return shown(machine);
  }

  private void put(StoredMachine machine) throws CloudException {
    try {
      files.write(machine);
    } catch (IOException e) {
      throw new CloudException("OutOfService", "The machine's file cannot be written: " + e);
    }
    machines.put(machine.shown().id(), machine);
  }

  private CloudMachine shown(StoredMachine machine) {
    Long startedAt = startedAtNanos.get(machine.shown().id());
    if (startedAt == null) {
      return machine.shown();
    }
    if (startedAt - System.nanoTime() > 0) {
      return machine.shown().withState("starting");
    }
    startedAtNanos.remove(machine.shown().id());
    return machine.shown();
  }

  private static String address(int number) {
    return "10.20." + (number >> 8 & 0xff) + "." + (number & 0xff);
  }

  /** Every value of an order in one text; the user data go into it as a digest. */
  private static String shape(CloudOrder order) {
    return String.join(
        "\n",
        order.name(),
        order.type(),
        order.image(),
        order.diskGib().toString(),
        order.sshKeys().toString(),
        new TreeMap<>(order.labels()).toString(),
        order.userData() == null ? "" : digest(order.userData().reveal()));
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
