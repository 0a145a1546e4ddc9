using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.Contracts;

/// <summary>Reads and checks a request of any operation as the wire would, and stops before the work.</summary>
internal static class Judge
{
    private static readonly Assembly Generated = typeof(UserPoolsJson).Assembly;

    public static IReadOnlyList<Type> Contracts { get; } =
        [.. Generated.GetTypes().Where(type => type.IsAbstract && type.IsSubclassOf(typeof(Operation)))];

    /// <summary>The type that an operation takes.</summary>
    public static Type Request(Model model, string operation) =>
        Generated.GetType($"Gatehouse.Contracts.{model.Namespace}.{model.Operations[operation].Input}", throwOnError: true)!;

    /// <summary>What is wrong with a request; null when nothing is.</summary>
    public static Fault? Of(Model model, string operation, JsonNode request) =>
        Of(model, operation, Encoding.UTF8.GetBytes(model.IsQuery ? Form.Of(request) : request.ToJsonString()));

    public static Fault? Of(Model model, string operation, byte[] body)
    {
        var type = Request(model, operation);
        var method = typeof(Judge).GetMethod(model.IsQuery ? nameof(OfForm) : nameof(OfJson), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (Fault?)method.MakeGenericMethod(type).Invoke(null, [body]);
    }

    private static Fault? OfJson<T>(byte[] body)
        where T : class, IChecked
    {
        JsonTypeInfo? json = UserPoolsJson.Wire.GetTypeInfo(typeof(T)) ?? IdentityPoolsJson.Wire.GetTypeInfo(typeof(T));
        return JsonBody.Read(body, (JsonTypeInfo<T>)json!).Refused(out var fault, out var request) ? fault : Checks.Failed(request, "Broken");
    }

    private static Fault? OfForm<T>(byte[] body)
        where T : class, IChecked, IFromForm<T>
    {
        if (QueryForm.Parse(body).Refused(out var fault, out var form))
            return fault;

        var request = T.Read(form);
        return form.Misread ? new Fault("MalformedInput", "") : Checks.Failed(request, "Broken");
    }
}
