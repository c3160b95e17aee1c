package io.novacron.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.novacron.api.machine.MachineSpec;
import io.novacron.api.machine.TemplateReference;
import io.novacron.api.security.Confidential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateCommandsTest {
  private static final String WEB =
      """
      {"name": "web", "description": "A web server",
       "parameters": [
         {"name": "cpus", "type": "integer", "default": 2, "min": 1, "max": 8},
         {"name": "key", "type": "string", "required": true, "secret": true}],
       "spec": {"size": {"vcpus": "${cpus}", "memoryGib": 8}, "disks": [{"sizeGib": 100}],
         "userData": "run ${key}"}}
      """;

  @TempDir Path directory;
  private final FakeServices services = new FakeServices();
  private final Shell shell = new Shell(services.component);
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("web.json"), WEB);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void aTemplateIsMadeFromAFileAndToldWithItsParameters() {
    Shell.Result result = shell.run("novacron:template-create " + file);

    assertThat(result.status()).as(result.out()).isZero();
    assertThat(result.lines())
        .contains(
            "name             web",
            "version          1 of 1",
            "parameter cpus   integer, default 2, min 1, max 8",
            "parameter key    string, secret, required",
            "size/vcpus       ${cpus}");
    assertThat(shell.run("novacron:template-info web:1").out()).isEqualTo(result.out());
    assertThat(shell.run("novacron:template-list").lines())
        .anySatisfy(line -> assertThat(line).contains("web", "cpus key", "A web server"));
    assertThat(shell.complete("template-info w")).containsExactly("web");
  }

  @Test
  void aDryRunTellsWhatThereWouldBeAndMakesNothing() {
    assertThat(shell.run("novacron:template-create --dry-run " + file).toString())
        .contains("1 of 1", "Nothing was done");
    assertThat(shell.run("novacron:template-info web").status()).isEqualTo(1);
    shell.run("novacron:template-create " + file);
    assertThat(shell.run("novacron:template-create --dry-run --new-version " + file).toString())
        .contains("2 of 2", "Nothing was done");
    assertThat(shell.run("novacron:template-info web").out()).contains("1 of 1");
  }

  @Test
  void anotherVersionIsAddedOnlyWhenAskedFor() {
    shell.run("novacron:template-create " + file);
    assertThat(shell.run("novacron:template-create " + file).status()).isEqualTo(1);
    assertThat(shell.run("novacron:template-create --new-version " + file).lines())
        .contains("version          2 of 2");
  }

  @Test
  void asJsonItHasTheShapeOfTheRestInterface() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(shell.run("novacron:template-create -o json " + file).out());
    assertThat(json.at("/spec/disks/0/sizeGib").asText()).isEqualTo("100");
    assertThat(json.at("/spec/size/vcpus").asText()).isEqualTo("${cpus}");
    assertThat(json.at("/parameters/0/max").decimalValue()).isEqualByComparingTo("8");
  }

  @Test
  void aFileThatIsNoTemplateIsToldWithWhatIsWrong() throws IOException {
    Files.writeString(
        file, "{\"name\": \"web\", \"colour\": 1, \"parameters\": [{\"type\": \"x\"}]}");
    assertThat(shell.run("novacron:template-create " + file).out())
        .contains("/colour", "is not known", "/parameters/0/type");
    Files.writeString(file, "{");
    assertThat(shell.run("novacron:template-create " + file).out()).contains("must be JSON");
    assertThat(shell.run("novacron:template-create /nowhere").out()).contains("can be read");
  }

  @Test
  void aMachineIsMadeFromATemplateWithSecretsFromFiles() throws IOException {
    Path secret = Files.writeString(directory.resolve("key"), "canary-1\n");
    Path script = Files.writeString(directory.resolve("boot"), "#!/bin/sh\n");
    Shell.Result result =
        shell.run(
            "novacron:vm-create shop --template web:2 --parameter cpus=4 --parameter key=@"
                + secret
                + " --user-data "
                + script);

    assertThat(result.status()).as(result.out()).isZero();
    assertThat(result.out()).doesNotContain("canary-1");
    MachineSpec spec = services.plane.machine("shop").spec();
    assertThat(spec.template())
        .isEqualTo(new TemplateReference("web", 2, Map.of("cpus", "4", "key", "canary-1")));
    assertThat(spec.userData()).isEqualTo(Confidential.of("#!/bin/sh\n"));
    assertThat(spec.size()).isNull();
  }

  @Test
  void parametersNeedATemplateAndAVersionIsANumber() {
    assertThat(shell.run("novacron:vm-create a --type m1 --parameter b=c").out())
        .contains("--parameter", "needs --template");
    assertThat(shell.run("novacron:vm-create a --template web:x").out())
        .contains("--template", "NAME:VERSION");
  }
}
