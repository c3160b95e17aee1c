package io.novacron.core.internal.machine;

import io.novacron.api.error.Category;
import io.novacron.api.error.FieldError;
import io.novacron.api.error.Problem;
import io.novacron.api.error.ProblemException;
import io.novacron.api.machine.Disk;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.PlacementConstraints;
import io.novacron.api.placement.PlacementRequest;
import io.novacron.api.security.Confidential;
import io.novacron.core.internal.placement.RequestValidator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a whole spec, so that all that is wrong is said at once. */
final class SpecValidator {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern LABEL_KEY = Pattern.compile("[A-Za-z0-9._/-]{1,63}");
  private static final Pattern LABEL_VALUE = Pattern.compile("[A-Za-z0-9._/-]{0,63}");
  private static final Pattern NATIVE_ID = Pattern.compile("[\\x21-\\x7e]{1,255}");
  private static final Pattern SSH_KEY =
      Pattern.compile(
          "(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com)"
              + " [A-Za-z0-9+/]{16,}={0,3}( [^\\p{Cntrl}]*)?");
  private static final Set<String> DISK_KINDS = Set.of("standard", "ssd");
  private static final String RESERVED_LABELS = "novacron-";
  private static final int MOST_LABELS = 32;
  private static final int MOST_DISKS = 16;
  private static final int MOST_SECURITY_GROUPS = 16;
  private static final int MOST_KEYS = 16;
  private static final int LONGEST_SSH_KEY = 16_384;

  /** As much as the tightest of the clouds takes. */
  private static final int LONGEST_USER_DATA = 16_384;

  private static final int LARGEST_DISK_GIB = 65_536;

  private final List<FieldError> errors = new ArrayList<>();

  private SpecValidator() {}

  /**
   * All that is wrong; empty when the spec is valid as far as it can be told without the catalog.
   */
  static List<FieldError> validate(MachineSpec spec) {
    SpecValidator validator = new SpecValidator();
    validator.name(spec.name());
    validator.labels(spec.labels());
    validator.errors.addAll(RequestValidator.validate(placementRequest(spec)));
    validator.nativeId("/image", spec.image());
    validator.disks(spec.disks());
    validator.nativeId("/network", spec.network());
    validator.securityGroups(spec.securityGroups(), spec.placement());
    validator.sshKeys(spec.sshKeys());
    return List.copyOf(validator.errors);
  }

  /** What is wrong with a name and labels. */
  static List<FieldError> validateNamed(String name, Map<String, String> labels) {
    SpecValidator validator = new SpecValidator();
    validator.name(name);
    validator.labels(labels);
    return List.copyOf(validator.errors);
  }

  /** What is wrong with user data, which is checked while it is still in the clear. */
  static List<FieldError> validate(@Nullable Confidential userData) {
    SpecValidator validator = new SpecValidator();
    validator.userData(userData);
    return List.copyOf(validator.errors);
  }

  /** All that is wrong with labels. */
  static List<FieldError> validateLabels(Map<String, String> labels) {
    SpecValidator validator = new SpecValidator();
    validator.labels(labels);
    return List.copyOf(validator.errors);
  }

  /** The part of a spec that decides where the machine goes. */
  static PlacementRequest placementRequest(MachineSpec spec) {
    return new PlacementRequest(spec.size(), spec.instanceType(), spec.market(), spec.placement());
  }

  /** The problem that says all that is wrong. */
  static ProblemException invalid(List<FieldError> errors) {
    return Problem.builder(
            "invalid-spec",
            Category.INVALID,
            errors.size() == 1
                ? "One field of the machine is wrong."
                : errors.size() + " fields of the machine are wrong.")
        .errors(errors)
        .nextStep("Correct the fields named and ask again.")
        .toException();
  }

  private void name(String name) {
    if (!NAME.matcher(name).matches()) {
      reject(
          "/name",
          "must be 1 to 63 lower-case letters, digits and hyphens, beginning with a letter");
    }
  }

  private void labels(Map<String, String> labels) {
    if (labels.size() > MOST_LABELS) {
      reject("/labels", "may have at most " + MOST_LABELS + " entries but has " + labels.size());
    }
    labels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(label -> label(label.getKey(), label.getValue()));
  }

  private void label(String key, String value) {
    String pointer = "/labels/" + key.replace("~", "~0").replace("/", "~1");
    if (!LABEL_KEY.matcher(key).matches()) {
      reject(pointer, "the key must be 1 to 63 letters, digits and . _ - /");
    } else if (key.startsWith(RESERVED_LABELS)) {
      reject(pointer, "keys beginning with " + RESERVED_LABELS + " are kept for NovaCron itself");
    } else if (!LABEL_VALUE.matcher(value).matches()) {
      reject(pointer, "the value must be up to 63 letters, digits and . _ - /");
    }
  }

  private void nativeId(String pointer, @Nullable String value) {
    if (value != null && !NATIVE_ID.matcher(value).matches()) {
      reject(pointer, "must be 1 to 255 visible ASCII characters without spaces");
    }
  }

  private void disks(List<Disk> disks) {
    if (disks.size() > MOST_DISKS) {
      reject("/disks", "may have at most " + MOST_DISKS + " entries but has " + disks.size());
    }
    for (int i = 0; i < disks.size(); i++) {
      Disk disk = disks.get(i);
      if (disk.sizeGib() < 1 || disk.sizeGib() > LARGEST_DISK_GIB) {
        reject(
            "/disks/" + i + "/sizeGib",
            "must be 1 to " + LARGEST_DISK_GIB + " but is " + disk.sizeGib());
      }
      if (!DISK_KINDS.contains(disk.kind())) {
        reject("/disks/" + i + "/kind", "must be standard or ssd");
      }
    }
  }

  private void securityGroups(List<String> groups, PlacementConstraints placement) {
    if (!groups.isEmpty() && (placement.account() == null || placement.region() == null)) {
      reject(
          "/securityGroups",
          "needs placement.account and placement.region, as a security group belongs to one account"
              + " and region");
    }
    if (groups.size() > MOST_SECURITY_GROUPS) {
      reject(
          "/securityGroups",
          "may have at most " + MOST_SECURITY_GROUPS + " entries but has " + groups.size());
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < groups.size(); i++) {
      String pointer = "/securityGroups/" + i;
      nativeId(pointer, groups.get(i));
      if (!seen.add(groups.get(i))) {
        reject(pointer, "is there twice: " + groups.get(i));
      }
    }
  }

  private void sshKeys(List<String> keys) {
    if (keys.size() > MOST_KEYS) {
      reject("/sshKeys", "may have at most " + MOST_KEYS + " entries but has " + keys.size());
    }
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      if (key.length() > LONGEST_SSH_KEY || !SSH_KEY.matcher(key).matches()) {
        reject(
            "/sshKeys/" + i,
            "must be one public key on one line, such as \"ssh-ed25519 AAAA... name\"");
      }
    }
  }

  private void userData(@Nullable Confidential userData) {
    if (userData instanceof Confidential.Given given) {
      String text = given.text().reveal();
      if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_USER_DATA) {
        reject("/userData", "must have at most " + LONGEST_USER_DATA + " bytes as UTF-8");
      } else if (text.startsWith(Confidential.DIGEST_PREFIX)) {
        reject("/userData", "is the digest that a read gives, not user data; leave it out");
      }
    }
  }

  private void reject(String pointer, String message) {
    errors.add(new FieldError(pointer, message));
  }
}
