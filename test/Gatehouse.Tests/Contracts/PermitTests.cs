using System.Text;
using Gatehouse.Access;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.Contracts;

public sealed class PermitTests
{
    private static readonly Fault No = new("AccessDeniedException", "No.");
    private static readonly UserPrincipal Ana = new("000000000000", "/", "ana", "AIDAANA");

    private readonly Delete operation = new();
    private readonly Permits permits = new();

    [Fact]
    public async Task Who_may_not_is_refused_before_anything_is_done()
    {
        Assert.Equal(No, await Answer("""{"UserPoolId":"eu-central-1_a"}"""));
        Assert.Equal(0, operation.Runs);
        var (asked, request, call) = Assert.Single(permits.Asked);
        Assert.Same(operation, asked);
        Assert.Equal("eu-central-1_a", Assert.IsType<DeleteUserPoolRequest>(request).UserPoolId);
        Assert.Equal(Ana, call.Caller);
    }

    [Fact]
    public async Task Who_may_is_served()
    {
        permits.Says = null;
        Assert.Null(await Answer("""{"UserPoolId":"eu-central-1_a"}"""));
        Assert.Equal(1, operation.Runs);
    }

    [Fact]
    public async Task What_cannot_be_read_is_not_asked_about()
    {
        Assert.Equal("SerializationException", (await Answer("{"))!.Code);
        Assert.Equal("InvalidParameterException", (await Answer("{}"))!.Code);
        Assert.Empty(permits.Asked);
    }

    private async Task<Fault?> Answer(string body)
    {
        (await operation.Answer(Encoding.UTF8.GetBytes(body), new("id") { Caller = Ana, Permits = permits })).Refused(out var fault, out _);
        return fault;
    }

    private sealed class Delete : DeleteUserPoolContract
    {
        public int Runs { get; private set; }

        public override ValueTask<Reply<Nothing>> Run(DeleteUserPoolRequest request, Call call)
        {
            Runs++;
            return new(Nothing.AtAll);
        }
    }

    private sealed class Permits : IPermits
    {
        public List<(Operation Operation, object Request, Call Call)> Asked { get; } = [];

        public Fault? Says { get; set; } = No;

        public ValueTask<Fault?> Refuse(Operation operation, object request, Call call)
        {
            Asked.Add((operation, request, call));
            return new(Says);
        }
    }
}
