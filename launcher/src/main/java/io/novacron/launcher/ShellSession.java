package io.novacron.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyMode;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/** One SSH connection to the node on this machine, authenticated by the key in its data. */
final class ShellSession implements AutoCloseable {
  private static final String USER = "admin";
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Set<ClientChannelEvent> CLOSED = EnumSet.of(ClientChannelEvent.CLOSED);

  private final SshClient client;
  private final ClientSession session;
  private final Home home;

  private ShellSession(SshClient client, ClientSession session, Home home) {
    this.client = client;
    this.session = session;
    this.home = home;
  }

  static ShellSession open(int port, KeyPair key, Home home) {
    SshClient client = SshClient.setUpDefaultClient();
    // Loopback, and the port that the lock holder wrote: nothing of the user's SSH is read or
    // written.
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.start();
    try {
      ClientSession session = client.connect(USER, "127.0.0.1", port).verify(DEADLINE).getSession();
      session.addPublicKeyIdentity(key);
      session.auth().verify(DEADLINE);
      return new ShellSession(client, session, home);
    } catch (IOException e) {
      client.stop();
      throw new LauncherException(
          ExitCode.FAILED,
          "the shell on port "
              + port
              + " refused: "
              + Failures.reason(e)
              + "; 'novacron status' says whether the node is ready");
    }
  }

  /**
   * Runs one line; its output goes to this process's, what it failed with to the error output, and
   * its exit code is the answer.
   */
  int execute(String command) {
    try (ClientChannel channel = session.createExecChannel(command)) {
      channel.setIn(new ByteArrayInputStream(new byte[0]));
      boolean forTheEye = System.console() != null;
      OutputStream errors = forTheEye ? home.err() : new PlainOutput(home.err());
      ErrorSplitter splitter =
          new ErrorSplitter(forTheEye ? home.out() : new PlainOutput(home.out()), errors);
      channel.setOut(splitter);
      channel.setErr(errors);
      channel.open().verify(DEADLINE);
      channel.waitFor(CLOSED, 0L);
      int status = exitCode(channel);
      splitter.end(status != 0);
      return status;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Hands the terminal over until the person leaves. */
  int interactive() {
    try (Terminal terminal =
            TerminalBuilder.builder().system(true).jni(false).jansi(false).build();
        ChannelShell channel = session.createShellChannel()) {
      Attributes before = terminal.enterRawMode();
      try {
        // Ctrl-C is for the command at the other end, not for this process.
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        Size size = terminal.getSize();
        channel.setPtyType(terminal.getType());
        channel.setPtyColumns(size.getColumns() > 0 ? size.getColumns() : 80);
        channel.setPtyLines(size.getRows() > 0 ? size.getRows() : 24);
        channel.setPtyModes(Map.of(PtyMode.ECHO, 1, PtyMode.ICANON, 1, PtyMode.ISIG, 1));
        channel.setIn(terminal.input());
        channel.setOut(terminal.output());
        channel.setErr(terminal.output());
        terminal.handle(Terminal.Signal.WINCH, signal -> resize(terminal, channel));
        channel.open().verify(DEADLINE);
        channel.waitFor(CLOSED, 0L);
        return left(channel);
      } finally {
        terminal.setAttributes(before);
        terminal.puts(InfoCmp.Capability.keypad_local);
        terminal.flush();
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /**
   * Who leaves has done what they came for; the other end closes the channel and the connection
   * without always saying so before. Only a node that is gone has broken off.
   *
   * @throws LauncherException if the node ended while the person was in its shell
   */
  private int left(ClientChannel channel) {
    Integer status = channel.getExitStatus();
    if (status != null) {
      return status;
    }
    if (RunningNode.holderOf(home.data()).isEmpty()) {
      throw new LauncherException(
          ExitCode.NOT_RUNNING, "the node ended while its shell was open; see 'novacron status'");
    }
    return ExitCode.DONE.number();
  }

  private static void resize(Terminal terminal, ChannelShell channel) {
    Size size = terminal.getSize();
    try {
      channel.sendWindowChange(size.getColumns(), size.getRows());
    } catch (IOException e) {
      // The connection is about to be reported closed.
    }
  }

  private static int exitCode(ClientChannel channel) {
    Integer status = channel.getExitStatus();
    return status == null ? ExitCode.FAILED.number() : status;
  }

  private static LauncherException broken(IOException e) {
    return new LauncherException(
        ExitCode.FAILED, "the connection to the shell broke: " + Failures.reason(e));
  }

  @Override
  public void close() {
    session.close(true);
    client.stop();
  }
}
