package io.novacron.provider.aws.internal;

import static org.junit.jupiter.api.Assumptions.abort;

import io.novacron.api.error.Category;
import io.novacron.api.provider.AccountConfiguration;
import io.novacron.api.provider.ProviderFactory;
import io.novacron.provider.tck.ProviderContract;
import io.novacron.provider.tck.Troubles;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Runs the contract on moto. */
class MotoContractTest extends ProviderContract implements Troubles {
  private final ProviderFactory factory = new AwsFactory("0.0.0");

  @BeforeAll
  static void start() {
    MotoServer.uri();
  }

  @BeforeEach
  void empty() {
    MotoServer.reset();
  }

  @Override
  protected AccountConfiguration account() {
    Map<String, String> settings = new HashMap<>(Credentials.settings(MotoServer.uri().toString()));
    settings.put("regions", "eu-central-1,us-east-1");
    settings.put("pageSize", "20");
    return new AccountConfiguration("moto", "default", "aws", settings);
  }

  @Override
  protected String image() {
    return "amazon-linux-2023";
  }

  @Override
  public int moreThanAPage() {
    return 25;
  }

  @Override
  public ProviderFactory factory() {
    return factory;
  }

  @Override
  public Class<? extends Supplier<ProviderFactory>> factorySupplier() {
    return AwsFactorySupplier.class;
  }

  @Override
  public Troubles troubles() {
    return this;
  }

  @Override
  public void refuseCreates(Category category, Runnable attempt) {
    abort("moto never refuses a create as " + category);
  }

  @Override
  public void reportState(String word, Runnable attempt) {
    abort("moto knows no other states than EC2's");
  }
}
