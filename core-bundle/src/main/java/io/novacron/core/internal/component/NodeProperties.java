package io.novacron.core.internal.component;

import org.osgi.framework.BundleContext;

/** The properties that the launcher gives to every bundle. */
final class NodeProperties {
  private NodeProperties() {}

  /**
   * One that is always given.
   *
   * @throws IllegalStateException when it is not, which only happens without the launcher
   */
  static String required(BundleContext bundles, String name) {
    String value = bundles.getProperty(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("the framework property " + name + " is not set");
    }
    return value;
  }
}
