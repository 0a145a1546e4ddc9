using System.Reflection;

namespace Gatehouse.Tests.UserPools;

/// <summary>Stands before a port, writes down what is called, and lets a test act at that very moment.</summary>
public class Spy : DispatchProxy
{
    private object target = null!;
    private Action<string> before = null!;

    public static T Before<T>(T target, Action<string> before)
        where T : class
    {
        var port = Create<T, Spy>();
        var spy = (Spy)(object)port;
        (spy.target, spy.before) = (target, before);
        return port;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        before($"{targetMethod!.DeclaringType!.Name}.{targetMethod.Name}");
        return targetMethod.Invoke(target, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
