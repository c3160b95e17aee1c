package io.novacron.rest.internal.http;

import io.novacron.api.error.FieldError;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.uri.UriTemplate;

/**
 * Refuses query parameters that the matched route does not know, as a misspelt filter would
 * otherwise list everything. Also notes which route it is.
 */
public final class QueryParameterFilter implements ContainerRequestFilter {
  /**
   * A label may also be asked for with its key in the parameter's name, as in {@code
   * label.app=shop}.
   */
  static final String LABEL = "label";

  private final Map<Method, Map<String, Boolean>> known = new ConcurrentHashMap<>();

  @Override
  public void filter(ContainerRequestContext request) {
    ExtendedUriInfo uri = (ExtendedUriInfo) request.getUriInfo();
    Exchange.of(request).route(template(uri));
    ResourceMethod matched = uri.getMatchedResourceMethod();
    if (matched == null || matched.getInvocable().isInflector()) {
      return; // An answer that the framework itself gives, such as that to OPTIONS.
    }
    Map<String, Boolean> legal =
        known.computeIfAbsent(
            matched.getInvocable().getHandlingMethod(), QueryParameterFilter::parameters);
    List<FieldError> errors = new ArrayList<>();
    uri.getQueryParameters().forEach((name, values) -> check(legal, name, values, errors));
    if (!errors.isEmpty()) {
      throw RejectedException.badRequest("invalid-parameter", errors);
    }
  }

  private static void check(
      Map<String, Boolean> legal, String name, Collection<String> values, List<FieldError> errors) {
    boolean labelled = name.startsWith(LABEL + ".") && legal.containsKey(LABEL);
    Boolean repeatable = labelled ? Boolean.FALSE : legal.get(name);
    if (repeatable == null) {
      errors.add(
          new FieldError(
              name,
              legal.isEmpty()
                  ? "is not known; this route takes no query parameters"
                  : "is not known; known are " + String.join(", ", legal.keySet())));
    } else if (values.size() > 1 && !repeatable) {
      errors.add(new FieldError(name, "is given more than once"));
    }
  }

  private static Map<String, Boolean> parameters(Method method) {
    Map<String, Boolean> names = new TreeMap<>();
    for (Parameter parameter : method.getParameters()) {
      QueryParam annotation = parameter.getAnnotation(QueryParam.class);
      if (annotation != null) {
        names.put(annotation.value(), parameter.getType() == List.class);
      }
    }
    return names;
  }

  private static String template(ExtendedUriInfo uri) {
    StringBuilder template = new StringBuilder();
    for (UriTemplate part : uri.getMatchedTemplates()) {
      template.insert(0, part.getTemplate());
    }
    return template.toString();
  }
}
