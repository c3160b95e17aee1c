package io.novacron.core.internal.component;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The settings that every account has, for tools that show them; {@code
 * etc/io.novacron.account-<name>.cfg}.
 */
@ObjectClassDefinition(
    factoryPid = AccountFiles.PID,
    name = "NovaCron account",
    description = "An account at a cloud. Further keys are those of its provider.")
@interface AccountConfiguration {
  @AttributeDefinition(
      name = "provider",
      description = "Type of the provider, such as aws, azure, gcp or simulator.")
  String provider();

  @AttributeDefinition(name = "tenant", description = "The tenant that may use the account.")
  String tenant() default "default";
}
