package io.novacron.simulator.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.novacron.provider.simulator.internal.SimulatedAccount;
import io.novacron.provider.simulator.internal.VcpuLimit;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads of Service Quotas in the protocol {@code awsJson1_1} that the SDK speaks: the limits on
 * vCPUs that the engine holds the account to. Safe for use by many threads.
 */
final class ServiceQuotasService {
  static final String NAME = "servicequotas";
  static final String TARGET = "ServiceQuotasV20190624.";

  private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
  private static final String LIST = "ListServiceQuotas";
  private static final String GET = "GetServiceQuota";
  static final Set<String> ACTIONS = Set.of(LIST, GET);

  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          LIST, Set.of("ServiceCode", "MaxResults", "NextToken"),
          GET, Set.of("ServiceCode", "QuotaCode"));
  private static final int LARGEST_PAGE = 100;

  private final SimulatedAccount account;
  private final ObjectMapper mapper = new ObjectMapper();

  ServiceQuotasService(SimulatedAccount account) {
    this.account = account;
  }

  /**
   * Answers a request.
   *
   * @param notSimulated is told of what is used and not simulated
   * @throws AwsError to refuse it
   */
  HttpReply answer(String action, String region, byte[] body, Consumer<String> notSimulated) {
    Set<String> legal = PARAMETERS.get(action);
    if (legal == null) {
      notSimulated.accept("action");
      throw AwsError.client("UnknownOperationException", "There is no " + action + ".");
    }
    JsonNode request = read(body);
    for (Iterator<String> names = request.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!legal.contains(name)) {
        notSimulated.accept("parameter " + name);
        throw AwsError.client("IllegalArgumentException", name + " is not simulated.");
      }
    }
    if (!request.path("ServiceCode").asText("").equals("ec2")) {
      throw AwsError.client("NoSuchResourceException", "Only ec2 is simulated.");
    }
    List<VcpuLimit> limits = VcpuLimit.of("aws");
    return action.equals(LIST) ? list(request, region, limits) : get(request, region, limits);
  }

  private HttpReply list(JsonNode request, String region, List<VcpuLimit> limits) {
    int size = request.path("MaxResults").asInt(LARGEST_PAGE);
    if (size < 1 || size > LARGEST_PAGE) {
      throw AwsError.client(
          "IllegalArgumentException", "MaxResults must be 1 to " + LARGEST_PAGE + ".");
    }
    String token = request.path("NextToken").asText("");
    if (!token.isEmpty() && !token.matches("page-[0-9]{1,3}")) {
      throw AwsError.client("InvalidPaginationTokenException", "Invalid token was provided.");
    }
    int from = token.isEmpty() ? 0 : Integer.parseInt(token.substring("page-".length()));
    int to = Math.min(limits.size(), from + size);
    ObjectNode reply = mapper.createObjectNode();
    ArrayNode quotas = reply.putArray("Quotas");
    for (int i = Math.min(from, to); i < to; i++) {
      quotas.add(quota(region, limits.get(i)));
    }
    if (to < limits.size()) {
      reply.put("NextToken", "page-" + to);
    }
    return reply(200, reply, Map.of());
  }

  private HttpReply get(JsonNode request, String region, List<VcpuLimit> limits) {
    String code = request.path("QuotaCode").asText("");
    VcpuLimit limit =
        limits.stream()
            .filter(each -> each.name().equals(code))
            .findFirst()
            .orElseThrow(
                () -> AwsError.client("NoSuchResourceException", "There is no quota " + code));
    ObjectNode reply = mapper.createObjectNode();
    reply.set("Quota", quota(region, limit));
    return reply(200, reply, Map.of());
  }

  private ObjectNode quota(String region, VcpuLimit limit) {
    return mapper
        .createObjectNode()
        .put("ServiceCode", "ec2")
        .put("ServiceName", "Amazon Elastic Compute Cloud (Amazon EC2)")
        .put(
            "QuotaArn",
            "arn:aws:servicequotas:" + region + ":" + Ec2Estate.OWNER + ":ec2/" + limit.name())
        .put("QuotaCode", limit.name())
        .put("QuotaName", limit.title())
        .put("Value", (double) account.settings().quotaVcpus())
        .put("Unit", "None")
        .put("Adjustable", true)
        .put("GlobalQuota", false);
  }

  /** The refusal as a reply. */
  HttpReply refusal(AwsError error) {
    ObjectNode reply =
        mapper.createObjectNode().put("__type", error.code()).put("Message", error.reason());
    return reply(error.status(), reply, error.headers());
  }

  private JsonNode read(byte[] body) {
    try {
      return mapper.readTree(body);
    } catch (IOException e) {
      throw AwsError.client("SerializationException", "The body is not JSON.");
    }
  }

  private HttpReply reply(int status, ObjectNode content, Map<String, String> headers) {
    try {
      return new HttpReply(status, CONTENT_TYPE, headers, mapper.writeValueAsBytes(content));
    } catch (IOException e) {
      throw new IllegalStateException("a reply could not be written", e);
    }
  }
}
