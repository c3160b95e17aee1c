package io.novacron.core.internal.template;

import static io.novacron.core.internal.template.Templates.limited;
import static io.novacron.core.internal.template.Templates.parameter;
import static io.novacron.core.internal.template.Templates.required;
import static io.novacron.core.internal.template.Templates.secret;
import static org.assertj.core.api.Assertions.assertThat;

import io.novacron.api.error.FieldError;
import io.novacron.api.template.ParameterType;
import io.novacron.api.template.TemplateContent;
import io.novacron.api.template.TemplateParameter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateValidatorTest {
  @Test
  void aSoundTemplateHasNothingWrong() {
    assertThat(TemplateValidator.validate("web", Templates.web())).isEmpty();
  }

  @Test
  void whatIsWrongIsSaidAllAtOnceEachAtItsField() {
    TemplateContent content =
        new TemplateContent(
            null,
            List.of(
                required("1st", ParameterType.STRING),
                required("a", ParameterType.STRING),
                required("a", ParameterType.STRING),
                limited("cpus", ParameterType.INTEGER, "99", 1, 8, null),
                limited("word", ParameterType.STRING, null, 9, 8, "("),
                limited("flag", ParameterType.BOOLEAN, "maybe", 1, null, null),
                new TemplateParameter(
                    "both",
                    ParameterType.STRING,
                    null,
                    true,
                    "x",
                    List.of(),
                    null,
                    null,
                    null,
                    false),
                new TemplateParameter(
                    "hidden",
                    ParameterType.STRING,
                    null,
                    false,
                    "x",
                    List.of(),
                    null,
                    null,
                    null,
                    true)),
            Map.of(
                "/name", "web",
                "/colour", "red",
                "/image", "${nothing}",
                "/network", "net-${hidden}",
                "/size/vcpus", "${a}",
                "/size/memoryGib", "1${cpus}",
                "/size/gpus", "many"));

    assertThat(TemplateValidator.validate("Web", content))
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder(
            "/name",
            "/parameters/0/name",
            "/parameters/2/name",
            "/parameters/3/default",
            "/parameters/4/min",
            "/parameters/4/pattern",
            "/parameters/5/min",
            "/parameters/5/default",
            "/parameters/6/default",
            "/parameters/7/default",
            "/spec/name",
            "/spec/colour",
            "/spec/image",
            "/spec/network",
            "/spec/size/vcpus",
            "/spec/size/memoryGib",
            "/spec/size/gpus");
  }

  @Test
  void aSecretParameterMayBeInUserDataOnlyAsEverythingElseCanBeRead() {
    TemplateContent content =
        new TemplateContent(
            null, List.of(secret("key")), Map.of("/labels/key", "${key}", "/userData", "${key}"));
    assertThat(TemplateValidator.validate("web", content))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.pointer()).isEqualTo("/spec/labels/key");
              assertThat(error.message()).contains("/userData only");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "/disks/0/sizeGib,true",
    "/disks/x/sizeGib,false",
    "/disks/100/sizeGib,false",
    "/sshKeys/01,false",
    "/securityGroups/0,true",
    "/labels/a~1b,true",
    "/placement/near/place,true",
    "/placement,false"
  })
  void onlyFieldsOfAMachineSpecCanBeFilled(String pointer, boolean known) {
    assertThat(SpecField.at(pointer).isPresent()).isEqualTo(known);
  }

  @Test
  void aDollarCanBeEscapedSoThatShellScriptsAreTemplatesToo() {
    assertThat(Placeholders.names("$${HOME} ${a} $b ${c")).containsExactly("a", "c");
    assertThat(Placeholders.fill("$${HOME}/${a}$", Map.of("a", "$1\\x")))
        .isEqualTo("${HOME}/$1\\x$");
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER,3,", "INTEGER,3.5,whole number", "INTEGER,0,from 1 to 8", "INTEGER,9,from 1 to 8",
    "NUMBER,1.5,", "NUMBER,1e9,number such as", "BOOLEAN,yes,true or false",
        "STRING,abcdefghi,8 characters"
  })
  void aValueIsHeldAgainstTypeAndLimits(ParameterType type, String value, @Nullable String fault) {
    TemplateParameter parameter =
        limited(
            "p",
            type,
            null,
            type == ParameterType.BOOLEAN ? null : 1,
            type == ParameterType.BOOLEAN ? null : 8,
            null);
    if (fault == null) {
      assertThat(ParameterCheck.fault(parameter, value)).isEmpty();
    } else {
      assertThat(ParameterCheck.fault(parameter, value).orElseThrow()).contains(fault);
    }
  }

  @Test
  void aPatternIsForTheWholeValueAndOneThatWouldTakeYearsEndsAtOnce() {
    TemplateParameter word = limited("p", ParameterType.STRING, null, null, null, "[a-z]+");
    assertThat(ParameterCheck.fault(word, "abc")).isEmpty();
    assertThat(ParameterCheck.fault(word, "abc1").orElseThrow()).contains("[a-z]+");
    TemplateParameter bomb =
        limited("p", ParameterType.STRING, null, null, null, "(([a-z])+.)+[A-Z]([a-z])+$");
    assertThat(ParameterCheck.fault(bomb, "a".repeat(4000))).isPresent();
  }

  @Test
  void aParameterThatIsNotDeclaredIsNamedWithThoseThatAre() {
    ParameterValues values =
        ParameterValues.of(List.of(parameter("a", ParameterType.STRING)), Map.of("b/c", "1"));
    assertThat(values.errors())
        .containsExactly(new FieldError("/template/parameters/b~1c", "is not known; known are a"));
    assertThat(values.values()).containsEntry("a", "");
  }
}
