package io.novacron.shell.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.Subject;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.karaf.jaas.boot.principal.ClientPrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.ManagerImpl;
import org.apache.karaf.shell.impl.console.SessionFactoryImpl;
import org.apache.karaf.shell.support.ShellUtil;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.apache.karaf.shell.support.parsing.DefaultParser;
import org.jspecify.annotations.Nullable;

/** The container's own shell with our commands in it, as an SSH session of a user would have it. */
final class Shell implements AutoCloseable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          VmList.class,
          VmCreate.class,
          VmInfo.class,
          VmStart.class,
          VmStop.class,
          VmRestart.class,
          VmPause.class,
          VmResume.class,
          VmResize.class,
          VmLabel.class,
          VmDelete.class,
          VmBatch.class,
          OpList.class,
          OpInfo.class,
          OpWatch.class,
          OpCancel.class,
          AccountList.class,
          Compact.class,
          ProviderList.class,
          ProviderSwap.class,
          ThrottleList.class,
          SnapshotList.class,
          SnapshotCreate.class,
          SnapshotRestore.class,
          SnapshotDelete.class,
          VmAdopt.class,
          VmMetrics.class,
          PlanList.class,
          PlanInfo.class,
          PlanApply.class,
          PlanCompleter.class,
          TemplateList.class,
          TemplateInfo.class,
          TemplateCreate.class,
          TemplateCompleter.class,
          PolicyList.class,
          BudgetList.class,
          InventoryList.class,
          DriftList.class,
          DriftAccept.class,
          DriftRevert.class,
          DriftIgnore.class,
          OrphanList.class,
          NetworkList.class,
          SecurityGroupList.class,
          OrphanQuarantine.class,
          OrphanRelease.class,
          OrphanDelete.class,
          Place.class,
          PlacementReplay.class,
          SpotAdviceCommand.class,
          FactorList.class,
          PolicyInfo.class,
          BudgetInfo.class,
          PolicyCreate.class,
          BudgetCreate.class,
          PolicyUpdate.class,
          BudgetUpdate.class,
          PolicyDelete.class,
          BudgetDelete.class,
          PolicyCompleter.class,
          BudgetCompleter.class,
          DriftCompleter.class,
          OrphanCompleter.class,
          MachineCompleter.class,
          OperationCompleter.class,
          AccountCompleter.class,
          RegionCompleter.class,
          PlaceCompleter.class,
          InstanceTypeCompleter.class);

  private final ThreadIOImpl threads = new ThreadIOImpl();
  private final SessionFactoryImpl factory;
  private @Nullable String user = "admin";

  Shell(Services services) {
    threads.start();
    factory = new SessionFactoryImpl(threads);
    factory.getRegistry().register(services);
    ManagerImpl manager = new ManagerImpl(factory.getRegistry(), factory.getRegistry());
    COMMANDS.forEach(manager::register);
  }

  /** From here on someone else sits at the shell; null for nobody. */
  Shell as(@Nullable String name) {
    user = name;
    return this;
  }

  /** Runs a line where the output is no terminal. */
  Result run(String line) {
    return run(line, 0);
  }

  /** Runs a line in a terminal of some width. */
  Result run(String line, int width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status;
    Session session = session(out);
    try {
      if (width > 0) {
        session.put("COLUMNS", Integer.toString(width));
      }
      Object result = asUser(() -> session.execute(line));
      status = result instanceof Integer number ? number : 0;
    } catch (PrivilegedActionException e) {
      // What the container does with what a command throws.
      ShellUtil.logException(session, e.getException());
      status = 1;
    } finally {
      session.close();
    }
    return new Result(status, out.toString(StandardCharsets.UTF_8));
  }

  /** What Tab offers at the end of a line of one command. */
  List<String> complete(String line) {
    Session session = session(new ByteArrayOutputStream());
    session.getRegistry().register(new StringsCompleter());
    List<String> candidates = new ArrayList<>();
    String name = line.substring(0, line.indexOf(' '));
    try {
      asUser(
          () ->
              session
                  .getRegistry()
                  .getCommand("novacron", name)
                  .getCompleter(false)
                  .complete(
                      session,
                      new DefaultParser().parse(session, line, line.length()),
                      candidates));
    } catch (PrivilegedActionException e) {
      throw new IllegalStateException(e.getException());
    } finally {
      session.close();
    }
    return candidates.stream().map(String::strip).toList();
  }

  @Override
  public void close() {
    factory.stop();
    threads.stop();
  }

  private Session session(ByteArrayOutputStream out) {
    return factory.create(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        // As in a single command over SSH, where what is written there is lost.
        new PrintStream(OutputStream.nullOutputStream()));
  }

  @SuppressWarnings("removal")
  private @Nullable Object asUser(PrivilegedExceptionAction<@Nullable Object> action)
      throws PrivilegedActionException {
    Subject subject = new Subject();
    if (user != null) {
      subject.getPrincipals().add(new UserPrincipal(user));
      subject.getPrincipals().add(new ClientPrincipal("ssh", "/127.0.0.1:40312"));
    }
    return Subject.doAs(subject, action);
  }

  /** What came of a line. */
  record Result(int status, String out) {
    List<String> lines() {
      return out.lines().toList();
    }
  }
}
