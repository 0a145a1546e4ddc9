using CsCheck;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

public class UserFilterSyntaxTests
{
    private static readonly Gen<string> Values = Gen.String[Gen.Char["ab\"\\%_^='; é\n"], 0, 20];

    private static readonly string[] Pieces =
        ["username", "email", "\"", "\\", " ", "=", "^=", "^", "x", "\0", "\ud800", "'", "status", "and"];

    private static readonly Gen<string> NearlyFilters =
        Gen.Int[0, Pieces.Length - 1].Array[0, 12].Select(picks => string.Concat(picks.Select(pick => Pieces[pick])));

    [Fact]
    public void Every_value_comes_back_as_it_was_quoted() =>
        Gen.Select(Values, Gen.Bool).Sample(
            (value, prefix) =>
            {
                var quoted = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
                var read = UserFilterSyntax.Read($"username {(prefix ? "^=" : "=")} \"{quoted}\"");
                return !read.Refused(out _, out var filter) && filter.Value is { } found
                    && (found.Field, found.Value, found.IsPrefix) == ("username", value, prefix);
            },
            iter: 5_000);

    [Fact]
    public void No_text_breaks_the_reader_and_none_gets_another_field_in() =>
        Gen.OneOf(NearlyFilters, Gen.String).Sample(
            text => UserFilterSyntax.Read(text).Refused(out var fault, out var filter)
                ? fault.Code == "InvalidParameterException"
                : filter.Value is null ? string.IsNullOrWhiteSpace(text) : text.Contains(filter.Value.Field, StringComparison.Ordinal) && !filter.Value.Value.Contains('\0'),
            iter: 20_000);
}
