package io.novacron.rest.internal.jetty;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What may be set for the HTTP listeners, in {@code etc/io.novacron.http.cfg}. */
@ObjectClassDefinition(
    id = HttpConfigurationKeys.PID,
    name = "NovaCron HTTP",
    description =
        "Connections and TLS. Changes apply at once: to new connections, or, where they are about"
            + " TLS, to new handshakes.")
@interface HttpConfigurationKeys {
  String PID = "io.novacron.http";

  @AttributeDefinition(
      name = "Most connections",
      description =
          "More than these wait until others close; 1 to 1000000. The open files that the operating"
              + " system allows must be more.",
      min = "1",
      max = "1000000")
  int maxConnections() default 10_000;

  @AttributeDefinition(
      name = "Idle timeout",
      description =
          "Seconds after which a connection on which nothing moves is closed; 5 to 3600. More than"
              + " eventHeartbeatSeconds.",
      min = "5",
      max = "3600")
  int idleTimeoutSeconds() default 60;

  @AttributeDefinition(
      name = "TLS port",
      description = "Port for HTTP/1.1 and HTTP/2 over TLS; 1 to 65535, or 0 for none.",
      min = "0",
      max = "65535")
  int tlsPort() default 0;

  @AttributeDefinition(
      name = "TLS host",
      description = "Address that the TLS port listens on; 0.0.0.0 for all.")
  String tlsHost() default "127.0.0.1";

  @AttributeDefinition(
      name = "TLS certificate",
      description =
          "File with the certificate of this server and those between it and its root, in PEM. It is"
              + " looked at again when it changes. Either this and tlsKey, or tlsKeyStore.")
  String tlsCertificate() default "";

  @AttributeDefinition(
      name = "TLS key",
      description = "File with the private key of the certificate, in PEM; may be encrypted.")
  String tlsKey() default "";

  @AttributeDefinition(
      name = "TLS key's password",
      description = "Password of an encrypted tlsKey, as file:/path or env:NAME; never itself.",
      type = AttributeType.PASSWORD)
  String tlsKeyPassword() default "";

  @AttributeDefinition(
      name = "TLS key store",
      description = "PKCS #12 file with one key and its certificates, instead of the two in PEM.")
  String tlsKeyStore() default "";

  @AttributeDefinition(
      name = "TLS key store's password",
      description = "Password of tlsKeyStore, as file:/path or env:NAME; never itself.",
      type = AttributeType.PASSWORD)
  String tlsKeyStorePassword() default "";

  @AttributeDefinition(
      name = "Least TLS version",
      description = "1.2, or 1.3 to refuse clients that know no better than 1.2.")
  String tlsMinVersion() default "1.2";
}
