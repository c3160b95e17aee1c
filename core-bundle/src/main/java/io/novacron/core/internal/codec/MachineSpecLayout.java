package io.novacron.core.internal.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/**
 * How a machine spec is kept wherever it is. Security groups came later than the rest: a spec
 * without any is written as before they came, so that records are read and digests of requests stay
 * the same over an upgrade.
 */
interface MachineSpecLayout {
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  @JsonSetter(nulls = Nulls.AS_EMPTY)
  List<String> securityGroups();
}
