using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using CampaignDashboard.Enrolment;
using CampaignDashboard.EventStore;

namespace CampaignDashboard.Tests.Enrolment;

/// <summary>
/// One file a stored name, kept for ever: what was once written is read, and written again as it was. A new event needs
/// its file; a file whose event is gone means that a log somewhere can't be read.
/// </summary>
public sealed class Stored_events_stay_readable
{
    private static readonly EventTypes Types = new([new(EnrolmentModule.Events)]);

    public static TheoryData<string> Names => [.. Types.All.Select(type => type.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_read_and_written_again_as_it_was(string name)
    {
        var golden = File.ReadAllText(Path.Combine(Folder(), $"{name}.json"));
        var read = Types.Read(name, Encoding.UTF8.GetBytes(golden), position: 1);
        var written = EventTypes.Write(read);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(golden), JsonNode.Parse(written)),
            $"{name} was {golden} and is written as {written}"
        );
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden");
}
