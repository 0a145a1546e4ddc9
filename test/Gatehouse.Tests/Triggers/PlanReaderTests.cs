using Gatehouse.Triggers;

namespace Gatehouse.Tests.Triggers;

public sealed class PlanReaderTests
{
    private const string Secret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

    [Fact]
    public void A_function_behind_Lambda_is_signed_for_when_there_is_a_key()
    {
        var plan = One("""
            {"shop": {"lambda": "https://lambda.eu-central-1.amazonaws.com", "region": "eu-central-1", "accessKeyId": "AKIA", "secretAccessKey": "s",
             "sessionToken": "t", "function": "other", "timeout": 2.5, "tries": 1, "concurrency": 7}}
            """);
        Assert.Equal("shop", plan.Name);
        Assert.Equal((TimeSpan.FromSeconds(2.5), 1, 7), (plan.Limit, plan.Tries, plan.AtOnce));
        var place = Assert.IsType<FunctionPlace.Lambda>(plan.Place);
        Assert.Equal(("https://lambda.eu-central-1.amazonaws.com/", "other"), (place.Endpoint.AbsoluteUri, place.Called));
        Assert.Equal(("AKIA", "s", "eu-central-1", "t"), (place.Key!.Id, place.Key.Secret, place.Key.Region, place.Key.SessionToken));
        Assert.Null(Assert.IsType<FunctionPlace.Lambda>(One("""{"*": {"lambda": "http://localhost:9001"}}""").Place).Key);
    }

    [Fact]
    public void A_function_is_tried_as_Cognito_tries_unless_it_is_told_otherwise()
    {
        var plan = One("""{"f": {"lambda": "http://127.0.0.1:9001"}}""");
        Assert.Equal((TimeSpan.FromSeconds(5), 3, 100), (plan.Limit, plan.Tries, plan.AtOnce));
    }

    [Fact]
    public void A_webhook_has_a_secret()
    {
        var place = Assert.IsType<FunctionPlace.Webhook>(One($$$"""{"f": {"webhook": "https://hooks.example.com/a?b=c", "secret": "{{{Secret}}}"}}""").Place);
        Assert.Equal("https://hooks.example.com/a?b=c", place.Address.AbsoluteUri);
        Assert.Equal("01234567890123456789012345678901"u8.ToArray(), place.Secret);
    }

    [Fact]
    public void A_local_function_is_a_folder_and_what_runs_it()
    {
        var directory = Directory.CreateTempSubdirectory("gatehouse-test-");
        try
        {
            directory.CreateSubdirectory("functions/gate");
            var plans = PlanReader.Read("""
                {"a": {"local": "./functions/gate"},
                 "b": {"local": "functions/gate", "handler": "src/gate.check", "runtime": "nodejs", "environment": {"A": "b"}, "concurrency": 3},
                 "c": {"local": "functions/gate", "runtime": "bootstrap"}}
                """, directory.FullName, out var problem);
            Assert.Null(problem);
            var places = plans.Select(plan => Assert.IsType<FunctionPlace.Local>(plan.Place)).ToList();
            Assert.All(places, place => Assert.Equal(Path.Combine(directory.FullName, "functions/gate"), place.Folder));
            Assert.Equal(["index.handler", "src/gate.check", "index.handler"], places.Select(place => place.Handler));
            Assert.Equal([LocalRuntime.Node, LocalRuntime.Node, LocalRuntime.Bootstrap], places.Select(place => place.Runtime));
            Assert.Equal("b", places[1].Environment["A"]);
            Assert.Equal([10, 3, 10], plans.Select(plan => plan.AtOnce));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void Several_functions_comments_and_no_functions_are_read()
    {
        Assert.Equal(["a", "b"], PlanReader.Read("""
            { // the village
              "a": {"lambda": "http://localhost"}, "b": {"lambda": "http://[::1]:1"}, }
            """, "/", out _).Select(plan => plan.Name));
        Assert.Empty(PlanReader.Read("{}", "/", out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("[]", "must be a JSON object with a member for each function: it breaks at $.")]
    [InlineData("{", "must be a JSON object with a member for each function: it breaks at ")]
    [InlineData("""{"f": null}""", "it must be an object")]
    [InlineData("""{"f": {}}""", "exactly one of lambda, webhook and local")]
    [InlineData("""{"f": {"lambda": "http://localhost", "webhook": "http://localhost"}}""", "exactly one of lambda, webhook and local")]
    [InlineData("""{"f": {"lambda": "localhost:9001"}}""", "URLs")]
    [InlineData("""{"f": {"lambda": "https://user@host"}}""", "URLs")]
    [InlineData("""{"f": {"lambda": "file:///etc/passwd"}}""", "URLs")]
    [InlineData("""{"f": {"lambda": "http://lambda.corp"}}""", "https, or insecure is true")]
    [InlineData("""{"f": {"lambda": "https://lambda.corp/path"}}""", "without a path")]
    [InlineData("""{"f": {"lambda": "https://l", "secret": "whsec_x"}}""", "secret belongs to a webhook")]
    [InlineData("""{"f": {"lambda": "https://l", "accessKeyId": "a", "secretAccessKey": "b"}}""", "go together")]
    [InlineData("""{"f": {"lambda": "https://l", "sessionToken": "a"}}""", "go together")]
    [InlineData("""{"f": {"lambda": "https://l", "timeout": 0}}""", "timeout")]
    [InlineData("""{"f": {"lambda": "https://l", "timeout": 61}}""", "timeout")]
    [InlineData("""{"f": {"lambda": "https://l", "tries": 0}}""", "tries")]
    [InlineData("""{"f": {"lambda": "https://l", "tries": 6}}""", "tries")]
    [InlineData("""{"f": {"lambda": "https://l", "concurrency": 0}}""", "concurrency")]
    [InlineData("""{"f": {"lambda": "https://l", "tries": 1.5}}""", "it breaks at $.f.tries")]
    [InlineData("""{"f": {"lambda": "https://l", "colour": "red"}}""", "it breaks at $.f")]
    [InlineData("""{"f": {"lambda": "https://l"}, "f": {"lambda": "https://l"}}""", "it breaks at")]
    [InlineData("""{"f": {"webhook": "https://l"}}""", "secret is whsec_")]
    [InlineData("""{"f": {"webhook": "https://l", "secret": "whsec_c2hvcnQ="}}""", "secret is whsec_")]
    [InlineData("""{"f": {"webhook": "https://l", "secret": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}}""", "secret is whsec_")]
    [InlineData("""{"f": {"webhook": "https://l", "secret": "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=", "function": "x"}}""", "belong to lambda")]
    [InlineData("""{"f": {"local": "no-such-folder"}}""", "no-such-folder is none")]
    [InlineData("""{"f": {"local": ""}}""", " is none")]
    [InlineData("""{"f": {"local": "a\u0000b"}}""", " is none")]
    [InlineData("""{"f": {"local": ".", "webhook": "https://l"}}""", "exactly one of lambda, webhook and local")]
    [InlineData("""{"f": {"local": ".", "secret": "x"}}""", "belong to webhook and lambda")]
    [InlineData("""{"f": {"local": ".", "runtime": "python"}}""", "runtime is nodejs or bootstrap")]
    [InlineData("""{"f": {"local": ".", "handler": "index"}}""", "handler is a file")]
    [InlineData("""{"f": {"local": ".", "handler": ".handler"}}""", "handler is a file")]
    [InlineData("""{"f": {"local": ".", "handler": "index."}}""", "handler is a file")]
    [InlineData("""{"f": {"local": ".", "handler": "../index.handler"}}""", "handler is a file")]
    [InlineData("""{"f": {"local": ".", "handler": "/etc/index.handler"}}""", "handler is a file")]
    [InlineData("""{"f": {"local": ".", "environment": {"A=B": "c"}}}""", "environment is an object")]
    [InlineData("""{"f": {"local": ".", "environment": {"A": null}}}""", "environment is an object")]
    [InlineData("""{"f": {"local": ".", "environment": {"A": 1}}}""", "it breaks at $.f.environment")]
    [InlineData("""{"f": {"webhook": "https://l", "handler": "index.handler"}}""", "belong to local")]
    public void What_is_wrong_is_said_in_a_sentence(string json, string expected)
    {
        Assert.Empty(PlanReader.Read(json, Path.GetTempPath(), out var problem));
        Assert.StartsWith("must ", problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem + "$.", StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_to_another_machine_is_possible_for_who_says_so() =>
        Assert.Equal("http", Assert.IsType<FunctionPlace.Lambda>(One("""{"f": {"lambda": "http://lambda.corp", "insecure": true}}""").Place).Endpoint.Scheme);

    [Fact]
    public void Nothing_of_a_plan_shows_its_secrets()
    {
        var plans = new[]
        {
            One($$$"""{"f": {"webhook": "https://hooks.example.com", "secret": "{{{Secret}}}"}}"""),
            One("""{"f": {"lambda": "https://l", "region": "r", "accessKeyId": "AKIA", "secretAccessKey": "topsecret", "sessionToken": "topsecret"}}"""),
        };
        Assert.All(plans, plan => Assert.DoesNotContain("topsecret", plan.ToString(), StringComparison.Ordinal));
        Assert.All(plans, plan => Assert.DoesNotContain("48, 49", plan.ToString(), StringComparison.Ordinal));
    }

    private static FunctionPlan One(string json)
    {
        var plan = Assert.Single(PlanReader.Read(json, Path.GetTempPath(), out var problem));
        Assert.Null(problem);
        return plan;
    }
}
