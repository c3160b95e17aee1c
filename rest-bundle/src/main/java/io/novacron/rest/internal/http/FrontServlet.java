package io.novacron.rest.internal.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one servlet: gives each request its id and the headers that every answer has, refuses what is
 * too much, hands the rest to the routes, and tells the journal how it ended.
 */
final class FrontServlet extends GenericServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(FrontServlet.class);
  private static final Set<String> EXEMPT = Set.of("/health/live", "/health/ready");

  private final transient ServletContainer routes;
  private final transient Admission admission;
  private final transient RequestIdentifiers identifiers;
  private final transient RequestJournal journal;
  private final transient ObjectMapper mapper;
  private final transient EventSockets sockets;
  private final transient RequestTraces traces;
  private final transient CrossOrigin crossOrigin;

  FrontServlet(
      ResourceConfig routes,
      Admission admission,
      RequestIdentifiers identifiers,
      RequestJournal journal,
      ObjectMapper mapper,
      EventSockets sockets,
      RequestTraces traces,
      CrossOrigin crossOrigin) {
    this.routes = new ServletContainer(routes);
    this.admission = admission;
    this.identifiers = identifiers;
    this.journal = journal;
    this.mapper = mapper;
    this.sockets = sockets;
    this.traces = traces;
    this.crossOrigin = crossOrigin;
  }

  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    // Jersey looks for its runtime through the context class loader, which in a container knows
    // nothing of it.
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(ResourceConfig.class.getClassLoader());
    try {
      routes.init(config);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void destroy() {
    routes.destroy();
  }

  @Override
  public void service(ServletRequest plainRequest, ServletResponse plainResponse)
      throws IOException {
    HttpServletRequest request = (HttpServletRequest) plainRequest;
    HttpServletResponse response = (HttpServletResponse) plainResponse;
    String given = request.getHeader(RequestIdentifiers.HEADER);
    boolean legal = RequestIdentifiers.legal(given);
    String id = legal ? given : identifiers.next();
    boolean exempt = EXEMPT.contains(request.getRequestURI());
    Admission.Ticket ticket = exempt ? admission.exempt() : admission.enter();
    Exchange exchange = new Exchange(id, request, response, System.nanoTime(), ticket);
    if (!exempt) {
      exchange.span(traces.begin(request, exchange));
    }
    AnswerHeaders.set(response, id, request.isSecure());
    End end = new End(exchange, response);
    boolean started = false;
    try {
      crossOrigin.filter(
          request,
          response,
          (same, answer) -> {
            // In here, so that a page of another origin can read these refusals too.
            if (given != null && !legal) {
              throw RejectedException.parameter(
                  RequestIdentifiers.HEADER, "must be 1 to 64 letters, digits and . _ : -");
            }
            if (!exempt && !ticket.admitted()) {
              throw Rejections.tooManyRequests(admission.most());
            }
            dispatch(request, response, exchange);
          });
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(end);
        started = true;
      } else if (response.getStatus() >= 400 && !response.isCommitted()) {
        // Refused before there was a route to it, with all headers taken back.
        AnswerHeaders.set(response, id, request.isSecure());
        crossOrigin.filter(request, response, (again, answer) -> {});
        write(ProblemAnswers.silent(response.getStatus(), exchange), response);
      }
    } catch (RejectedException e) {
      write(ProblemAnswers.to(e, exchange), response);
    } catch (IOException e) {
      LOG.debug("connection lost path={} requestId={}", exchange.path(), id, e);
    } catch (ServletException | RuntimeException e) {
      write(ProblemAnswers.to(e, exchange), response);
    } finally {
      if (!started) {
        end.reached();
      }
    }
  }

  private void dispatch(HttpServletRequest request, HttpServletResponse response, Exchange exchange)
      throws IOException, ServletException {
    if (sockets.takes(request)) {
      sockets.open(request, response, exchange);
    } else {
      routes.service(request, response);
    }
  }

  private void write(ProblemAnswers.Answer answer, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] body = mapper.writeValueAsBytes(answer.body());
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentType(ProblemAnswers.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Notes the end of an exchange once, whichever way it comes. */
  private final class End implements AsyncListener {
    private final Exchange exchange;
    private final HttpServletResponse response;
    private final AtomicBoolean reached = new AtomicBoolean();

    End(Exchange exchange, HttpServletResponse response) {
      this.exchange = exchange;
      this.response = response;
    }

    void reached() {
      if (reached.compareAndSet(false, true)) {
        exchange.bodyEnded();
        exchange.ticket().close();
        journal.ended(exchange, response.getStatus());
        Span span = exchange.span();
        if (span != null) {
          RequestTraces.end(span, exchange, response.getStatus());
        }
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {
      reached();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      reached();
    }

    @Override
    public void onError(AsyncEvent event) {
      reached();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
