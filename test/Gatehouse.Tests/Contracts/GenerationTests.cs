using System.Reflection;
using Gatehouse.ModelGen;

namespace Gatehouse.Tests.Contracts;

public sealed class GenerationTests
{
    [Fact]
    public void The_checked_in_files_are_what_the_models_say()
    {
        var tree = Tree.Find();
        Assert.Empty(tree.Differences(Generation.Run(tree)).Keys);
    }

    [Theory]
    [InlineData("cognito-idp", 140)]
    [InlineData("cognito-identity", 23)]
    [InlineData("sts", 11)]
    [InlineData("iam", 61)]
    public void Every_operation_of_a_service_has_a_contract(string service, int count)
    {
        var model = Model.All[service];
        Assert.Equal(count, model.Operations.Count);
        Assert.Equal(
            model.Operations.Keys.Select(name => $"Gatehouse.Contracts.{model.Namespace}.{name}Contract").Order(),
            Judge.Contracts.Select(type => type.FullName!).Where(name => name.StartsWith($"Gatehouse.Contracts.{model.Namespace}.", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void The_page_of_operations_tells_the_truth()
    {
        var tree = Tree.Find();
        var written = Generation.Models(tree).SelectMany(service => CompatPage.Written(tree, service).Select(name => $"{service.Namespace}.{name}"));
        var there = Assembly.Load("Gatehouse.Operations").GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(Operation)))
            .Select(type => $"{type.BaseType!.Namespace!.Split('.')[^1]}.{type.Name}");
        Assert.Equal(there.Order(), written.Order());
    }

    [Fact]
    public void No_record_prints_what_it_holds() =>
        Assert.All(
            Judge.Contracts[0].Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.GetProperties().Length > 0 && type.GetMethod("<Clone>$") is not null),
            type => Assert.Equal(type.Name, Activator.CreateInstance(type)!.ToString()));
}
