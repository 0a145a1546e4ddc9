using System.Reflection;
using System.Runtime.CompilerServices;

namespace Gatehouse.Laws;

/// <summary>What must never be shown, printed or logged.</summary>
public sealed class SecretLaws
{
    private static readonly string[] Telling =
        ["Password", "Secret", "Token", "Code", "Hash", "Srp", "Private", "Verifier", "Digits", "Proof", "RefreshToken", "Body", "Invitation"];

    [Fact]
    public void A_record_that_holds_a_secret_does_not_print_it() => Assert.Empty(
        from type in new[] { "Gatehouse.Identity", "Gatehouse.Access", "Gatehouse.Crypto" }.SelectMany(name => Assembly.Load(name).GetTypes())
        where type.GetMethod("<Clone>$") is not null && HoldsSecret(type) && PrintsItself(type)
        select type.FullName);

    [Fact]
    public void No_request_or_response_prints_its_members() => Assert.Empty(
        from type in Assembly.Load("Gatehouse.Contracts").GetTypes()
        where type.GetMethod("<Clone>$") is not null && type.GetConstructor([]) is not null
        where Activator.CreateInstance(type)!.ToString() != type.Name
        select type.FullName);

    private static bool HoldsSecret(Type type) => type.GetProperties()
        .Where(property => property.PropertyType == typeof(string))
        .Any(property => Telling.Any(word => property.Name.EndsWith(word, StringComparison.Ordinal)));

    // A record writes its own PrintMembers unless ToString was written by hand.
    private static bool PrintsItself(Type type) =>
        type.GetMethod("ToString", [])!.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;
}
