package io.novacron.api.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and was recorded. Follows the CloudEvents 1.0 attributes.
 *
 * @param id unique; the same happening told twice has the same id
 * @param tenant tenant it belongs to
 * @param source part of NovaCron that tells it, such as {@code /novacron/node-1}
 * @param type what happened, such as {@code io.novacron.vm.running.v1}
 * @param subject what it happened to: the kind and id, such as {@code vm/vm-0123}
 * @param time when it was recorded
 * @param revision revision of the subject's record after it; rises per subject
 * @param account account that the subject lives in; absent where it lives in none
 * @param labels labels of the subject, or of the machine that an operation is about
 * @param data further facts, all of them text
 */
public record Event(
    String id,
    String tenant,
    String source,
    String type,
    String subject,
    Instant time,
    long revision,
    @Nullable String account,
    Map<String, String> labels,
    Map<String, String> data) {
  public Event {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(time, "time");
    labels = Map.copyOf(labels);
    data = Map.copyOf(data);
  }

  /**
   * The id of the event by which a revision of a subject is told.
   *
   * @param subject the kind and id, such as {@code vm/vm-0123}
   */
  public static String id(String subject, long revision) {
    return subject.substring(subject.indexOf('/') + 1) + "." + revision;
  }
}
