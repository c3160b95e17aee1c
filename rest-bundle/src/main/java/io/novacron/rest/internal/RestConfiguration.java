package io.novacron.rest.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What may be set for the REST face, in {@code etc/io.novacron.rest.cfg}. */
@ObjectClassDefinition(id = RestConfiguration.PID, name = "NovaCron REST")
@interface RestConfiguration {
  String PID = "io.novacron.rest";

  @AttributeDefinition(
      name = "Most concurrent requests",
      description = "More than these are refused with 503; 1 to 100000.",
      min = "1",
      max = "100000")
  int maxConcurrentRequests() default 512;

  @AttributeDefinition(
      name = "Most waiting requests",
      description =
          "Requests that wait for an operation (?wait=) beyond these are refused with 503; 0 to"
              + " 100000.",
      min = "0",
      max = "100000")
  int maxWaitingRequests() default 2000;

  @AttributeDefinition(
      name = "Request timeout",
      description = "Seconds that a service may take to answer; 1 to 300.",
      min = "1",
      max = "300")
  int requestTimeoutSeconds() default 30;

  @AttributeDefinition(
      name = "Body timeout",
      description =
          "Seconds within which the whole body of a request must come; what takes longer is answered"
              + " with 408. 1 to 3600.",
      min = "1",
      max = "3600")
  int bodyTimeoutSeconds() default 60;

  @AttributeDefinition(
      name = "Event heartbeat",
      description = "Seconds for which an event stream may be silent; 1 to 60.",
      min = "1",
      max = "60")
  int eventHeartbeatSeconds() default 15;

  @AttributeDefinition(
      name = "Most event streams",
      description =
          "Event streams and WebSockets beyond these are refused with 503; 0 to 1000000. Each takes"
              + " a connection and about 20 KiB of the heap.",
      min = "0",
      max = "1000000")
  int maxEventStreams() default 2000;

  @AttributeDefinition(
      name = "Requests per second of a caller",
      description =
          "What one caller may ask in the long run; more is answered with 429. 0 to 1000000; 0 for"
              + " no limit.",
      min = "0",
      max = "1000000")
  int callerRequestsPerSecond() default 1000;

  @AttributeDefinition(
      name = "Burst of a caller",
      description = "What one caller may ask at once; 1 to 1000000.",
      min = "1",
      max = "1000000")
  int callerBurst() default 2000;

  @AttributeDefinition(
      name = "Allowed origins",
      description =
          "Origins whose pages may read answers in a browser (CORS), separated by commas, such as"
              + " https://console.example.com or https://*.example.com; * for all. None when empty.")
  String allowedOrigins() default "";
}
