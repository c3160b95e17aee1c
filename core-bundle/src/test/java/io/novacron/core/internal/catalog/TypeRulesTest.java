package io.novacron.core.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that look at shapes and names. */
class TypeRulesTest {
  @ParameterizedTest
  @CsvSource({
    "Standard_E16-4as_v5, 16, 4",
    "Standard_GS5-16, 32, 16",
    "Standard_HB120-16rs_v2, 120, 16",
    "Standard_M416-208s_v2, 416, 208",
    "Standard_M64-32bds_1_v3, 64, 32"
  })
  void constrained_sizes_have_their_active_cores(String name, int listed, int active) {
    CatalogDraft draft = azure(name + "," + listed + ",128,0,,amd64");

    assertThat(new ConstrainedCores().apply(draft)).isEqualTo(1);

    InstanceType type = draft.types().get(0);
    assertThat(type.vcpus()).isEqualTo(active);
    assertThat(type.marks()).containsExactly(Mark.CONSTRAINED_CORES);
    assertThat(draft.listedVcpus(0)).isEqualTo(listed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Standard_E16as_v5", "Standard_D2_v2_Promo", "Standard_M96ds_1_v3"})
  void other_sizes_keep_their_cores(String name) {
    assertThat(new ConstrainedCores().apply(azure(name + ",16,128,0,,amd64"))).isZero();
  }

  @Test
  void gpus_that_the_source_lacks_come_from_the_specification() {
    CatalogDraft draft = azure("Standard_NV4ads_V710_v5,4,16,0,,amd64");
    Table specifications =
        PublishedRows.table(
            "cloud\ttype\tgpus\tmodel\treason",
            "azure\tStandard_NV4ads_V710_v5\t0.1667\tRadeon Pro V710\tnone in the source");

    assertThat(new GpuCounts(specifications).apply(draft)).isEqualTo(1);

    InstanceType type = draft.types().get(0);
    assertThat(type.gpus()).isEqualTo(0.1667);
    assertThat(type.gpuModel()).isEqualTo("Radeon Pro V710");
    assertThat(type.marks()).containsExactly(Mark.GPU_CORRECTED);
  }

  @Test
  void a_specification_of_an_unknown_type_is_an_error_that_names_its_line() {
    Table specifications =
        PublishedRows.table("cloud\ttype\tgpus\tmodel\treason", "aws\tg99.large\t1\tL4\twrong");

    assertThatThrownBy(() -> new GpuCounts(specifications).apply(azure("Standard_F2,2,4,0,,amd64")))
        .hasMessageContaining("test.tsv, line 2")
        .hasMessageContaining("g99.large");
  }

  @ParameterizedTest
  @CsvSource({
    "'aws,us-east-1,inf2.xlarge,4,16,0,Inferentia,amd64,0.7582,,2026-07-20', Inferentia",
    "'aws,us-east-1,vt1.3xlarge,12,24,0,,amd64,0.65,,2026-07-20', Alveo U30",
    "'aws,us-east-1,dl1.24xlarge,96,768,8,Gaudi HL-205,amd64,13.10904,,2026-07-20', Gaudi HL-205",
    "'azure,eastus,Standard_NP10s,10,168,1,AlveoU250-FPGA,amd64,1.65,,2026-06-18', AlveoU250-FPGA"
  })
  void accelerators_of_another_kind_are_not_gpus(String row, String model) {
    CatalogDraft draft = PublishedRows.draft(row);

    assertThat(new OtherAccelerators().apply(draft)).isEqualTo(1);

    InstanceType type = draft.types().get(0);
    assertThat(type.gpus()).isZero();
    assertThat(type.gpuModel()).isEqualTo(model);
    assertThat(type.marks()).containsExactly(Mark.OTHER_ACCELERATOR);
  }

  @Test
  void a_gpu_is_no_other_accelerator() {
    CatalogDraft draft =
        PublishedRows.draft(
            "gcp,us-east5,a3-highgpu-8g,208,1872,8,H100,amd64,99.58,37.2,2026-08-03");

    assertThat(new OtherAccelerators().apply(draft)).isZero();
    assertThat(draft.types().get(0).gpus()).isEqualTo(8);
  }

  @Test
  void types_that_share_cores_are_burstable_in_every_cloud() {
    CatalogDraft draft =
        PublishedRows.draft(
            "aws,us-east-1,t4g.micro,2,1,0,,arm64,0.0084,,2026-07-20",
            "aws,us-east-1,trn1.2xlarge,8,32,0,Trainium,amd64,1.34375,,2026-07-20",
            "azure,eastus,Standard_B2ats_v2,2,1,0,,amd64,0.0186,,2026-06-18",
            "azure,eastus,Standard_D2s_v3,2,8,0,,amd64,0.096,,2026-06-18",
            "gcp,us-central1,e2-medium,2,4,0,,amd64,0.03,0.01,2026-08-03",
            "gcp,us-central1,e2-standard-2,2,8,0,,amd64,0.067,0.02,2026-08-03");

    assertThat(MarkedTypes.burstable().apply(draft)).isEqualTo(3);

    assertThat(draft.types().stream().filter(type -> type.marks().contains(Mark.BURSTABLE)))
        .extracting(InstanceType::name)
        .containsExactly("t4g.micro", "Standard_B2ats_v2", "e2-medium");
  }

  @Test
  void promotional_sizes_are_marked() {
    CatalogDraft draft = azure("Standard_D2_v2_Promo,2,7,0,,amd64");

    assertThat(MarkedTypes.promotions().apply(draft)).isEqualTo(1);
    assertThat(draft.types().get(0).marks()).containsExactly(Mark.PROMOTION);
  }

  private static CatalogDraft azure(String typeAndShape) {
    return PublishedRows.draft("azure,eastus," + typeAndShape + ",1,,2026-06-18");
  }
}
