package io.novacron.api.operation;

import org.jspecify.annotations.Nullable;

/**
 * Which operations to list, newest first unless asked otherwise.
 *
 * @param state only those in this state
 * @param done only those that are done, or only those that are not
 * @param kind only those of this kind
 * @param target only those on this machine
 * @param parent only the parts of this operation
 * @param oldestFirst whether the oldest come first instead of the newest
 * @param pageSize most operations in the answer, 1 to 1,000
 * @param pageToken where to go on, as an earlier page gave it
 */
public record OperationQuery(
    @Nullable OperationState state,
    @Nullable Boolean done,
    @Nullable OperationKind kind,
    @Nullable String target,
    @Nullable String parent,
    boolean oldestFirst,
    int pageSize,
    @Nullable String pageToken) {
  /** Newest first. */
  public OperationQuery(
      @Nullable OperationState state,
      @Nullable Boolean done,
      @Nullable OperationKind kind,
      @Nullable String target,
      @Nullable String parent,
      int pageSize,
      @Nullable String pageToken) {
    this(state, done, kind, target, parent, false, pageSize, pageToken);
  }

  /** Operations whatever they are a part of. */
  public OperationQuery(
      @Nullable OperationState state,
      @Nullable Boolean done,
      @Nullable OperationKind kind,
      @Nullable String target,
      int pageSize,
      @Nullable String pageToken) {
    this(state, done, kind, target, null, pageSize, pageToken);
  }

  /** All operations, a hundred at a time. */
  public static OperationQuery all() {
    return new OperationQuery(null, null, null, null, null, 100, null);
  }
}
