package com.example.provider.cloud;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of the machines, each replaced as a whole. */
final class MachineFiles {
  private static final String ENDING = ".json";

  // The usual pool is kept by the threads, and would keep the bundle's classes with it.
  private final ObjectMapper json =
      new ObjectMapper(
          JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build());
  private final Path directory;

  MachineFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  boolean writable() {
    return Files.isWritable(directory);
  }

  List<StoredMachine> readAll() throws IOException {
    List<StoredMachine> machines = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ENDING)).toList()) {
        machines.add(decode(json.readTree(Files.readAllBytes(file))));
      }
    }
    return machines;
  }

  void write(StoredMachine machine) throws IOException {
    Path file = file(machine);
    Path draft = directory.resolve(file.getFileName() + ".draft");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(json.writeValueAsBytes(encode(machine)));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void remove(StoredMachine machine) throws IOException {
    Files.deleteIfExists(file(machine));
  }

  private Path file(StoredMachine machine) {
    return directory.resolve(machine.shown().id() + ENDING);
  }

  private JsonNode encode(StoredMachine machine) {
    CloudMachine shown = machine.shown();
    ObjectNode node =
        json.createObjectNode()
            .put("id", shown.id())
            .put("name", machine.name())
            .put("type", shown.type())
            .put("state", shown.state())
            .put("address", shown.address())
            .put("token", shown.token())
            .put("shape", machine.shape())
            .put("number", machine.number());
    if (machine.deletedAt() != null) {
      node.put("deletedAt", machine.deletedAt().toString());
    }
    ObjectNode labels = node.putObject("labels");
    new TreeMap<>(shown.labels()).forEach(labels::put);
    return node;
  }

  private static StoredMachine decode(JsonNode node) throws IOException {
    Map<String, String> labels = new TreeMap<>();
    node.path("labels")
        .fields()
        .forEachRemaining(label -> labels.put(label.getKey(), label.getValue().asText()));
    CloudMachine shown =
        new CloudMachine(
            text(node, "id"),
            text(node, "type"),
            text(node, "state"),
            text(node, "address"),
            text(node, "token"),
            labels);
    return new StoredMachine(
        shown,
        text(node, "name"),
        text(node, "shape"),
        node.path("number").asInt(),
        node.hasNonNull("deletedAt") ? Instant.parse(text(node, "deletedAt")) : null);
  }

  private static String text(JsonNode node, String field) throws IOException {
    if (!node.hasNonNull(field)) {
      throw new IOException("a machine's file has no " + field);
    }
    return node.get(field).asText();
  }
}
