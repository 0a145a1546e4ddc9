namespace Gatehouse.Identity;

/// <summary>Tells whoever sends messages that there is one to send.</summary>
public interface IOutboxSignal
{
    /// <summary>A message that leaves by a way was committed on this node. Called after the commit; it returns at once.</summary>
    void Stored(Way way);
}
