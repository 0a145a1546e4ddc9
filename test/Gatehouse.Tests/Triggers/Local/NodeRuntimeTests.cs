using System.Text.Json.Nodes;
using Gatehouse.Triggers;

namespace Gatehouse.Tests.Triggers.Local;

/// <summary>Handlers for Node as they are written for Lambda, in real processes.</summary>
public sealed class NodeRuntimeTests
{
    [Theory]
    [InlineData("index.mjs", "export const handler = async (event) => ({ ...event, b: 2 });")]
    [InlineData("index.js", "exports.handler = async (event) => ({ ...event, b: 2 });")]
    [InlineData("index.cjs", "module.exports = { handler: (event) => Promise.resolve({ ...event, b: 2 }) };")]
    [InlineData("index.js", "exports.handler = (event, context, callback) => callback(null, { ...event, b: 2 });")]
    [InlineData("index.js", "exports.handler = (event, context, callback) => { setTimeout(() => callback(null, { ...event, b: 2 }), 5); };")]
    [InlineData("index.js", "exports.handler = (event, context) => context.succeed({ ...event, b: 2 });")]
    [InlineData("index.js", "exports.handler = (event, context) => { context.done(null, { ...event, b: 2 }); };")]
    [InlineData("index.mjs", "const { b } = await Promise.resolve({ b: 2 }); export async function handler(event) { return { ...event, b }; }")]
    public async Task A_handler_answers_however_it_is_written(string file, string text)
    {
        await using var function = new LocalFunction(new() { [file] = text });
        Assert.Equal("""{"a":"ü","b":2}""", await function.Answer("""{"a":"ü"}"""));
        Assert.Equal("""{"a":2,"b":2}""", await function.Answer("""{"a":2}"""));
    }

    [Theory]
    [InlineData("index.mjs", "export const handler = async () => { throw new Error('Not you'); };", "Not you")]
    [InlineData("index.js", "exports.handler = () => { throw new TypeError('Not you'); };", "Not you")]
    [InlineData("index.js", "exports.handler = (event, context, callback) => callback(new Error('Not you'));", "Not you")]
    [InlineData("index.js", "exports.handler = (event, context, callback) => callback('Not you');", "Not you")]
    [InlineData("index.js", "exports.handler = (event, context) => context.fail('Not you');", "Not you")]
    [InlineData("index.mjs", "export const handler = async () => { const a = {}; a.a = a; return a; };", "Converting circular structure to JSON")]
    public async Task What_a_handler_throws_is_its_own_word_and_it_goes_on(string file, string text, string error)
    {
        await using var function = new LocalFunction(new() { [file] = text });
        Assert.StartsWith(error, await function.Error(), StringComparison.Ordinal);
        Assert.StartsWith(error, await function.Error(), StringComparison.Ordinal);
        Assert.DoesNotContain(function.Log.All, line => line.Contains("ended", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("exports.handler = () => {};")]
    [InlineData("exports.handler = async () => {};")]
    [InlineData("exports.handler = () => new Promise(() => {});")]
    public async Task One_that_has_nothing_to_say_says_null(string text)
    {
        await using var function = new LocalFunction(new() { ["index.js"] = text });
        Assert.Equal("null", await function.Answer());
        Assert.Equal("null", await function.Answer());
    }

    [Fact]
    public async Task A_callback_waits_for_what_else_was_begun_unless_it_is_told_not_to()
    {
        await using var function = new LocalFunction(new()
        {
            ["index.js"] = """
                let late = 0;
                exports.handler = (event, context, callback) => {
                  if (event.now) context.callbackWaitsForEmptyEventLoop = false;
                  const answer = { get late() { return late; } };
                  setTimeout(() => late++, 50);
                  callback(null, answer);
                };
                """,
        });
        Assert.Equal("""{"late":1}""", await function.Answer());
        Assert.Equal("""{"late":1}""", await function.Answer("""{"now":true}"""));
    }

    [Theory]
    [InlineData("lib/gate.check", "lib/gate.mjs", "export const check = async () => 1;")]
    [InlineData("gate.inner.check", "gate.js", "exports.inner = { check: async () => 1 };")]
    [InlineData("gate.check", "gate.mjs", "export default { check: async () => 1 };")]
    public async Task A_handler_is_found_by_its_file_and_what_it_exports(string handler, string file, string text)
    {
        await using var function = new LocalFunction(new() { [file] = text }, place => place with { Handler = handler });
        Assert.Equal("1", await function.Answer());
    }

    [Fact]
    public async Task Its_context_is_that_of_Lambda()
    {
        await using var function = new LocalFunction(new()
        {
            ["index.mjs"] = """
                export const handler = async (event, context) => ({
                  ...context, left: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID, cwd: process.cwd(),
                });
                """,
        });
        var context = JsonNode.Parse(await function.Answer())!;
        Assert.Equal("gate", (string?)context["functionName"]);
        Assert.Equal("$LATEST", (string?)context["functionVersion"]);
        Assert.Equal("arn:aws:lambda:eu-central-1:0:function:gate", (string?)context["invokedFunctionArn"]);
        Assert.Equal((string?)context["awsRequestId"], (string?)context["clientContext"]!["custom"]!["idempotencyKey"]);
        Assert.InRange((double)context["left"]!, 1, 30_000);
        Assert.StartsWith("Root=1-", (string?)context["trace"], StringComparison.Ordinal);
        Assert.Equal(function.Folder, (string?)context["cwd"]);
    }

    [Theory]
    [InlineData("index.js", "exports.other = 1;", "does not export the function handler")]
    [InlineData("other.js", "exports.handler = 1;", "There is no ")]
    [InlineData("index.mjs", "export const handler = ", "SyntaxError")]
    [InlineData("index.mjs", "import 'no-such-package';", "no-such-package")]
    [InlineData("index.mjs", "process.exit(7);", "exit status 7")]
    public async Task One_that_does_not_begin_says_why_in_the_log_and_not_to_callers(string file, string text, string said)
    {
        await using var function = new LocalFunction(new() { [file] = text });
        var failed = Assert.IsType<Attempt.Failed>(await function.Ask());
        Assert.Equal(("ServiceException", false), (failed.Reason, failed.MayPass));
        Assert.Contains(function.Log.All, line => line.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Amazons_own_client_is_used_where_the_folder_has_it_built()
    {
        await using var function = new LocalFunction(new()
        {
            ["node_modules/aws-lambda-ric/rapid-client.node"] = "",
            ["node_modules/aws-lambda-ric/index.mjs"] = """
                // The shape of version 4: host and port in JavaScript, the rest from the environment in C++.
                const { AWS_LAMBDA_RUNTIME_API: seen, _HANDLER: handler } = process.env;
                import { readFileSync } from 'node:fs';
                const whole = readFileSync('/proc/self/environ', 'utf8').match(/AWS_LAMBDA_RUNTIME_API=([^\0]*)/)[1];
                process.env._X_AMZN_TRACE_ID = 'mine';
                const at = (place) => `http://${whole}/2018-06-01/runtime/invocation/${place}`;
                const next = await fetch(at('next'));
                const body = JSON.stringify({ seen, handler, trace: process.env._X_AMZN_TRACE_ID });
                await fetch(at(next.headers.get('lambda-runtime-aws-request-id') + '/response'), { method: 'POST', body });
                """,
        });
        var answer = await function.Answer();
        Assert.Matches("""^{"seen":"127\.0\.0\.1:[0-9]+","handler":"index\.handler","trace":"mine"}$""", answer);
    }
}
