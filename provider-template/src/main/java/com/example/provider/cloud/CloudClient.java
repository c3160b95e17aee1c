package com.example.provider.cloud;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the client of a cloud can do. Its methods block, and are called by one thread at a time.
 * Each throws {@link CloudException} when the cloud refuses.
 */
public interface CloudClient extends AutoCloseable {
  /** Asks the cloud whether it answers. */
  void check() throws CloudException;

  /**
   * Makes a machine, once for each token.
   *
   * @param token the same token with the same order gives the same machine, deleted or not; with
   *     another order it is refused as {@code TokenReused}
   */
  CloudMachine create(String token, CloudOrder order) throws CloudException;

  /** Starts a machine; nothing happens to one that runs. */
  CloudMachine start(String id) throws CloudException;

  /** Stops a machine; nothing happens to one that is stopped. */
  CloudMachine stop(String id) throws CloudException;

  /** Starts a running machine anew. */
  CloudMachine restart(String id) throws CloudException;

  /** Deletes a machine. */
  CloudMachine delete(String id) throws CloudException;

  /** Gives a machine labels beside those that it has. */
  CloudMachine label(String id, Map<String, String> labels) throws CloudException;

  /** A machine, also one that was deleted lately. */
  Optional<CloudMachine> find(String id) throws CloudException;

  /** The machine that was made with a token. */
  Optional<CloudMachine> findByToken(String token) throws CloudException;

  /** All machines with a label. */
  List<CloudMachine> findByLabel(String name, String value) throws CloudException;

  /**
   * A page of all machines.
   *
   * @param pageToken where to go on; absent for the first page
   */
  CloudPage list(@Nullable String pageToken) throws CloudException;

  /** Frees what it holds. */
  @Override
  void close();
}
