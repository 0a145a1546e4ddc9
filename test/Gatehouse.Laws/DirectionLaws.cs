using System.Reflection;

namespace Gatehouse.Laws;

/// <summary>Who may know whom. Project references forbid most of the rest already.</summary>
public sealed class DirectionLaws
{
    public static TheoryData<string, string[]> MayKnow => new()
    {
        { "Gatehouse.Kernel", ["Gatehouse.Access"] },
        { "Gatehouse.Access", [] },
        { "Gatehouse.Contracts", ["Gatehouse.Kernel", "Gatehouse.Access"] },
        { "Gatehouse.Identity", ["Gatehouse.Access"] },
        { "Gatehouse.Operations", ["Gatehouse.Kernel", "Gatehouse.Contracts", "Gatehouse.Identity", "Gatehouse.Access"] },
        { "Gatehouse.Wire", ["Gatehouse.Kernel", "Gatehouse.Access"] },
        { "Gatehouse.Storage", ["Gatehouse.Identity"] },
        { "Gatehouse.Crypto", ["Gatehouse.Identity"] },
        { "Gatehouse.Outbound", ["Gatehouse.Identity", "Gatehouse.Wire"] },
        { "Gatehouse.Triggers", ["Gatehouse.Identity", "Gatehouse.Wire"] },
        { "Gatehouse.Doors", ["Gatehouse.Kernel", "Gatehouse.Access", "Gatehouse.Identity", "Gatehouse.Wire"] },
        { "Gatehouse.Federation", ["Gatehouse.Kernel", "Gatehouse.Identity"] },
        { "Gatehouse.AspNetCore", [] },
        { "Gatehouse.Guard", ["Gatehouse.AspNetCore", "Gatehouse.Doors", "Gatehouse.Wire", "Gatehouse.Kernel"] },
    };

    [Theory]
    [MemberData(nameof(MayKnow))]
    public void A_part_knows_only_what_it_may(string part, string[] others) => Assert.Empty(
        Known(part).Where(name => name.StartsWith("Gatehouse", StringComparison.Ordinal)).Except(others));

    [Theory]
    [InlineData("Gatehouse.Kernel")]
    [InlineData("Gatehouse.Access")]
    [InlineData("Gatehouse.Contracts")]
    [InlineData("Gatehouse.Identity")]
    [InlineData("Gatehouse.Operations")]
    [InlineData("Gatehouse.Storage")]
    public void There_is_no_HTTP_below_the_edge(string part) =>
        Assert.DoesNotContain(Known(part), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Fact]
    public void The_domain_has_never_heard_of_JSON_or_SQL() => Assert.DoesNotContain(
        Known("Gatehouse.Identity"), name => name is "System.Text.Json" or "System.Data.Common" or "Dapper");

    private static IEnumerable<string> Known(string part) => Assembly.Load(part).GetReferencedAssemblies().Select(name => name.Name!);
}
