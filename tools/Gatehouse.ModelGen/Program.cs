using Gatehouse.ModelGen;

var check = args is ["--check"];
if (!check && args is not [])
{
    Console.Error.WriteLine("usage: Gatehouse.ModelGen [--check]");
    return 2;
}

var tree = Tree.Find();
var stale = tree.Differences(Generation.Run(tree));
if (check)
{
    foreach (var path in stale.Keys)
        Console.Error.WriteLine($"{path} is not what the models say: run the generator without --check");
    return stale.Count == 0 ? 0 : 1;
}

tree.Write(stale);
Console.Out.WriteLine($"{stale.Count} files written");
return 0;
