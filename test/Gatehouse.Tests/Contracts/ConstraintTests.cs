namespace Gatehouse.Tests.Contracts;

public sealed class ConstraintTests
{
    [Theory]
    [InlineData("cognito-idp", 1700)]
    [InlineData("cognito-identity", 140)]
    [InlineData("sts", 140)]
    [InlineData("iam", 500)]
    public void Every_broken_constraint_is_worded_as_AWS_words_it(string service, int atLeast)
    {
        var model = Model.All[service];
        var cases = model.Operations.Keys.SelectMany(operation => ConstraintCases.Of(model, operation)).ToList();

        Assert.Empty(cases.Select(one => Complaint(model, one)).OfType<string>());
        Assert.True(cases.Count >= atLeast, $"{cases.Count} cases");
    }

    [Theory]
    [InlineData("cognito-idp")]
    [InlineData("cognito-identity")]
    [InlineData("sts")]
    [InlineData("iam")]
    public void The_least_valid_request_of_every_operation_passes(string service)
    {
        var model = Model.All[service];
        Assert.All(model.Operations, operation =>
            Assert.Null(Judge.Of(model, operation.Key, Samples.Least(model, model[operation.Value.Input]))));
    }

    [Fact]
    public void Only_one_pattern_takes_any_text() =>
        Assert.Equal(
            ["(?s).*"],
            Model.All.Values.SelectMany(model => model.Shapes.Values).Where(shape => shape.Pattern is not null && Samples.WrongForm(shape) is null)
                .Select(shape => shape.Pattern!).Distinct());

    private static string? Complaint(Model model, ConstraintCase one)
    {
        var message = Judge.Of(model, one.Operation, one.Request)?.Message;
        var right = one.Alone ? message == $"1 validation error detected: {one.Sentence}" : message?.Contains(one.Sentence, StringComparison.Ordinal) is true;
        return right ? null : $"{one.Operation}: wanted «{Cut(one.Sentence)}», heard «{Cut(message)}»";
    }

    private static string? Cut(string? text) => text?.Length > 600 ? text[..200] + " … " + text[^300..] : text;
}
