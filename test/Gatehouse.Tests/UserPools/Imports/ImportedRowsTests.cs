using System.Text;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Imports;

/// <summary>What becomes of a row.</summary>
public sealed class ImportedRowsTests
{
    private const string Succeeded = "[SUCCEEDED] The import succeeded.";
    private readonly ImportDesk desk = new(pool => pool with
    {
        Schema = new Schema(
        [
            .. Schema.Standard.All,
            new("custom:team", AttributeKind.String) { MaxLength = 5, Mutable = false },
            new("custom:score", AttributeKind.Number) { MaxValue = 10 },
            new("custom:active", AttributeKind.Boolean),
        ]),
    });

    [Fact]
    public async Task A_person_comes_with_all_attributes_and_must_recover_the_password()
    {
        desk.World.Wait(TimeSpan.FromDays(3));
        Assert.Equal(Succeeded, await desk.Verdict(desk.Row(
            "Ana",
            ("given_name", "  Ana "), ("email", "ana@example.com"), ("email_verified", "TRUE"), ("birthdate", "02/01/1985"), ("updated_at", "1471453471"),
            ("phone_number", "+12345550100"), ("phone_number_verified", "False"), ("custom:team", "red"), ("custom:score", "7"), ("custom:active", "TRUE"),
            ("address", "1 Main Street\\, Springfield"), ("cognito:mfa_enabled", "FALSE"))));

        var ana = desk.Pool.Find("ana")!;
        Assert.Equal(("Ana", UserStatus.ResetRequired, true, desk.World.Now), (ana.Username, ana.Status, ana.Enabled, ana.State.Created));
        Assert.Null(ana.State.Password);
        Assert.Empty(ana.Outgoing);
        Assert.Empty(desk.World.Sent());
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["address"] = "1 Main Street, Springfield", ["birthdate"] = "1985-02-01", ["custom:active"] = "true", ["custom:score"] = "7",
                ["custom:team"] = "red", ["email"] = "ana@example.com", ["email_verified"] = "true", ["given_name"] = "Ana",
                ["phone_number"] = "+12345550100", ["phone_number_verified"] = "false", ["updated_at"] = "1471453471",
            },
            ana.State.Attributes.ToDictionary());
    }

    [Theory]
    [InlineData("email", "nonsense", "Invalid email address format.")]
    [InlineData("email_verified", "maybe", "Attributes did not conform to the schema: email_verified: Invalid boolean value")]
    [InlineData("phone_number", "12345", "Invalid phone number format.")]
    [InlineData("birthdate", "13/13/1985", "Attributes did not conform to the schema: Invalid birthdate format.")]
    [InlineData("updated_at", "yesterday", "Attributes did not conform to the schema: updated_at: Invalid number value")]
    [InlineData("custom:team", "purple", "Attributes did not conform to the schema: custom:team: String must be no longer than 5 characters")]
    [InlineData("custom:score", "11", "Attributes did not conform to the schema: custom:score: Number must be no greater than 10")]
    [InlineData("custom:active", "1", "Attributes did not conform to the schema: custom:active: Invalid boolean value")]
    [InlineData("name", "a\0b", "Attributes did not conform to the schema: name: String must not contain a null character")]
    [InlineData("cognito:mfa_enabled", "TRUE", "cognito:mfa_enabled does not suit the MFA setting of the user pool.")]
    [InlineData("cognito:mfa_enabled", "yes", "cognito:mfa_enabled does not suit the MFA setting of the user pool.")]
    [InlineData("cognito:username", "", "cognito:username is missing, longer than 128 characters, or has a character that no user name has.")]
    [InlineData("cognito:username", "a b", "cognito:username is missing, longer than 128 characters, or has a character that no user name has.")]
    [InlineData("cognito:username", "a\tb", "cognito:username is missing, longer than 128 characters, or has a character that no user name has.")]
    [InlineData("cognito:username", "a\0b", "cognito:username is missing, longer than 128 characters, or has a character that no user name has.")]
    public async Task A_value_that_breaks_a_rule_fails_its_row_and_is_not_told(string column, string value, string why)
    {
        var row = desk.Row("ana", (column, value));
        var job = await desk.Import(row, desk.Row("bob"), desk.Row("eve"));
        Assert.Equal($"[FAILED] Line Number 2 - {why}", (await desk.Log(job.JobId!))[0]);
        Assert.Equal(("Succeeded", 2L, 0L, 1L), (job.Status, job.ImportedUsers, job.SkippedUsers, job.FailedUsers));
        Assert.Null(desk.Pool.Find("ana"));
        if (value.Length > 3)
            Assert.DoesNotContain(await desk.Log(job.JobId!), line => line.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_of_129_characters_is_too_long()
    {
        Assert.Equal(Succeeded, await desk.Verdict(desk.Row(new string('a', 128), ("email", "a@example.com"))));
        Assert.StartsWith("[FAILED] cognito:username is missing, longer", await desk.Verdict(desk.Row(new string('b', 129), ("email", "b@example.com"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FALSE", "ana@example.com")]
    [InlineData("", "ana@example.com")]
    [InlineData("TRUE", "")]
    public async Task An_auto_verified_address_must_be_there_and_proven(string verified, string email) => Assert.Equal(
        "[FAILED] The User Record does not set any of the auto verified attributes to verified. (Example: email_verified to true).",
        await desk.Verdict(desk.Row("ana", ("email", email), ("email_verified", verified), ("phone_number", "+12345550100"), ("phone_number_verified", "true"))));

    [Fact]
    public async Task Of_two_auto_verified_addresses_one_is_enough()
    {
        desk.Pool.Change(pool => pool with { AutoVerified = [Attributes.Email, Attributes.Phone] });
        Assert.Equal(Succeeded, await desk.Verdict(desk.Row("ana", ("email_verified", "false"), ("phone_number", "+12345550100"), ("phone_number_verified", "true"))));
    }

    [Fact]
    public async Task What_the_pool_requires_must_be_there()
    {
        desk.Pool.Change(pool => pool with { Schema = pool.Schema.Redefine(pool.Schema.Find("family_name")! with { Required = true }) });
        Assert.Equal("[FAILED] Attributes did not conform to the schema: family_name: The attribute is required", await desk.Verdict(desk.Row("ana")));
        Assert.Equal(Succeeded, await desk.Verdict(desk.Row("ana", ("family_name", "Li"))));
    }

    [Fact]
    public async Task Who_is_there_already_is_skipped_and_not_touched()
    {
        var ana = desk.Pool.User("ana", "old@example.com");
        var before = ana.Now.State;
        var job = await desk.Import(desk.Row("ANA"), desk.Row("bob"), desk.Row("Bob"), desk.Row("eve"));
        Assert.Equal(
            [
                "[SKIPPED] Line Number 2 - The user already exists.", "[SUCCEEDED] Line Number 3 - The import succeeded.",
                "[SKIPPED] Line Number 4 - The user already exists.", "[SUCCEEDED] Line Number 5 - The import succeeded.",
            ],
            await desk.Log(job.JobId!));
        Assert.Equal(("Succeeded", 2L, 2L, 0L), (job.Status, job.ImportedUsers, job.SkippedUsers, job.FailedUsers));
        Assert.Same(before, ana.Now.State);
    }

    [Fact]
    public async Task An_import_that_mostly_adds_nobody_has_failed()
    {
        var job = await desk.Import(desk.Row("ana"), desk.Row("ana"), desk.Row("bob", ("email", "x")));
        Assert.Equal(("Failed", "Too many users have failed or been skipped during the import."), (job.Status, job.CompletionMessage));
        Assert.Equal((1L, 1L, 1L), (job.ImportedUsers, job.SkippedUsers, job.FailedUsers));
        Assert.NotNull(desk.Pool.Find("ana"));
    }

    [Fact]
    public async Task An_alias_that_is_somebody_elses_fails_the_row_alone()
    {
        desk.Pool.Change(pool => pool with { Names = new SignInNames { Aliases = [Attributes.Email] } });
        desk.Pool.User("ana", "shared@example.com");
        var job = await desk.Import(desk.Row("bob", ("email", "Shared@example.com")), desk.Row("eve"), desk.Row("eve@example.com"));
        Assert.Equal(
            [
                "[FAILED] Line Number 2 - An account with the given email already exists.", "[SUCCEEDED] Line Number 3 - The import succeeded.",
                "[FAILED] Line Number 4 - Username cannot be of email format, since user pool is configured for email alias.",
            ],
            await desk.Log(job.JobId!));
        Assert.Equal("ana", desk.Pool.Find("shared@example.com")!.Username);
        Assert.Equal("eve", desk.Pool.Find("EVE@example.com")!.Username);
    }

    [Fact]
    public async Task Where_an_address_stands_in_for_the_name_it_is_the_name()
    {
        desk.Pool.Change(pool => pool with { Names = new SignInNames { InsteadOfUsername = [Attributes.Email] } });
        var job = await desk.Import(
            desk.Row("Ana@example.com", ("email", "Ana@example.com")), desk.Row("ana@example.com", ("email", "ana@example.com")),
            desk.Row("bob", ("email", "bob@example.com")), desk.Row("x@example.com", ("email", "y@example.com")));
        Assert.Equal(
            [
                "[SUCCEEDED] Line Number 2 - The import succeeded.", "[SKIPPED] Line Number 3 - The user already exists.",
                "[FAILED] Line Number 4 - Username should be an email.", "[FAILED] Line Number 5 - Username and email do not match.",
            ],
            await desk.Log(job.JobId!));
        var ana = desk.Pool.Find("ana@example.com")!;
        Assert.Equal(ana.Sub, ana.Username);
    }

    [Fact]
    public async Task A_name_that_is_kept_for_people_of_a_provider_fails_its_row()
    {
        Assert.NotNull((await desk.World.Store.Parts<IdentityProvider>().Add(new IdentityProvider
        {
            PoolId = desk.Pool.Id, Name = "Corp", Type = ProviderType.Oidc, Created = desk.World.Now, Modified = desk.World.Now,
        }, default)).Part);
        Assert.Equal(
            "[FAILED] Names that begin with the name of an identity provider are reserved for its users.", await desk.Verdict(desk.Row("corp_ana")));
        Assert.Equal(Succeeded, await desk.Verdict(desk.Row("other_ana")));
    }

    [Theory]
    [InlineData("ON", "TRUE", true)]
    [InlineData("ON", "", true)]
    [InlineData("ON", "FALSE", false)]
    [InlineData("OPTIONAL", "true", true)]
    [InlineData("OPTIONAL", "false", true)]
    [InlineData("OFF", "false", true)]
    public async Task The_column_of_the_second_factor_suits_the_pool(string mfa, string value, bool suits)
    {
        desk.Pool.Change(pool => pool with { Described = $$"""{"MfaConfiguration":"{{mfa}}"}""" });
        Assert.Equal(suits, await desk.Verdict(desk.Row("ana", ("cognito:mfa_enabled", value))) == Succeeded);
    }

    // What a spreadsheet would run is text here, and the log repeats none of it.
    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("-2+3")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("'); DROP TABLE users;--")]
    public async Task A_formula_is_kept_as_the_text_it_is(string formula)
    {
        var job = await desk.Import(desk.Row("ana", ("name", formula), ("nickname", formula)));
        Assert.Equal(formula, desk.Pool.Find("ana")!["name"]);
        Assert.DoesNotContain(await desk.Log(job.JobId!), line => line.Contains(formula, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_is_bounded_and_says_so()
    {
        var lines = Enumerable.Range(0, 10).Select(i => $"{i}").ToList();
        Assert.Equal(lines, ImportLog.Bounded(0, lines));
        Assert.Equal(["0", "1", "The log ends here. The import goes on."], ImportLog.Bounded(ImportLog.Most - 3, lines));
        Assert.Empty(ImportLog.Bounded(ImportLog.Most, lines));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Thousands_of_rows_are_counted_each_once()
    {
        var rows = Enumerable.Range(0, 2_345).Select(i => i % 10 == 3 ? "broken" : desk.Row($"p{i}")).ToArray();
        var job = await desk.Import(Encoding.UTF8.GetBytes(desk.File(rows)));
        Assert.Equal((2_110L, 0L, 235L), (job.ImportedUsers, job.SkippedUsers, job.FailedUsers));
        Assert.Equal(2_110, await desk.World.Store.Users.Count(desk.Pool.Id, default));
        Assert.Equal(2_345, (await desk.Log(job.JobId!)).Count);
    }
}
