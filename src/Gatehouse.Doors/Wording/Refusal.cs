namespace Gatehouse.Doors;

/// <summary>A refusal as the service behind the door would have told it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">Of the document.</param>
/// <param name="Code">The name of the error.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Document">The body, in one line of printable ASCII.</param>
internal sealed record Refusal(int Status, string ContentType, string Code, string Message, string Document)
{
    /// <summary>Headers that go with it.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Words a fault for clients of a door's service.</summary>
    public static Refusal Of(Door door, DoorRequest request, Fault fault) => door.Service == Door.S3 ? S3Wording.Word(request, fault) : ApiWording.Word(fault);
}
