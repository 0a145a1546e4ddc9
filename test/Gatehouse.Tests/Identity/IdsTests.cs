using Gatehouse.Crypto;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class IdsTests
{
    private readonly SystemRandom random = new();

    [Fact]
    public void A_UUID_is_of_version_four_and_in_lower_case() =>
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", random.Uuid());

    [Fact]
    public void A_pool_id_is_the_region_and_nine_letters_or_digits() => Assert.Matches("^us-east-1_[0-9A-Za-z]{9}$", random.PoolId("us-east-1"));

    [Fact]
    public void A_client_id_has_26_lower_case_letters_or_digits() => Assert.Matches("^[0-9a-z]{26}$", random.ClientId());

    [Fact]
    public void A_client_secret_has_52_of_them() => Assert.Matches("^[0-9a-z]{52}$", random.ClientSecret());

    [Fact]
    public void A_refresh_token_has_a_version_and_256_random_bits() => Assert.Matches("^ghr1\\.[0-9A-Za-z_-]{43}$", random.RefreshToken());

    [Fact]
    public void None_is_drawn_twice() =>
        Assert.Equal(3_000, Enumerable.Range(0, 1_000).SelectMany(_ => new[] { random.Uuid(), random.ClientId(), random.RefreshToken() }).Distinct().Count());
}
