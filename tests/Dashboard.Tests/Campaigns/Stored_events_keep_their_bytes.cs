using System.Runtime.CompilerServices;
using System.Text.Json;
using CampaignDashboard.Campaigns;
using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace CampaignDashboard.Tests.Campaigns;

/// <summary>
/// One file for each stored version of each event, <c>Golden/{event_name}.json</c>, kept for ever: what was written once
/// must be read, and today's event must be written as the file has it.
/// </summary>
public sealed class Stored_events_keep_their_bytes
{
    private static readonly Dictionary<string, object> Examples = new(StringComparer.Ordinal)
    {
        ["organiser_registered"] = Planned.Registered,
        ["campaign_started"] = Planned.Started,
        ["program_planned"] = Planned.ProgramPlanned,
        ["session_scheduled"] = Planned.Scheduled,
        ["coordinator_appointed"] = Planned.Appointed,
        ["coordinator_dismissed"] = Planned.Dismissed,
        ["organiser_described"] = Planned.OrganiserAnew,
        ["campaign_described"] = Planned.CampaignAnew,
        ["program_described"] = Planned.ProgramAnew,
        ["session_described"] = Planned.SessionAnew,
        ["session_rescheduled"] = Planned.Rescheduled,
        ["tracked_wikis_changed"] = Planned.WikisChanged,
        ["session_listed"] = Planned.Listed,
        ["session_unlisted"] = Planned.Unlisted,
        ["session_cancelled"] = Planned.Cancelled,
        ["session_reinstated"] = Planned.Reinstated,
        ["registration_planned"] = Planned.RegistrationSet,
        ["counting_rule_set"] = Planned.CountingSet,
        ["address_changed"] = Planned.Moved,
        ["plan_archived"] = Lifecycles_decide.Archived,
        ["plan_reopened"] = Lifecycles_decide.Reopened with
        {
            Kind = NodeKind.Program,
            Node = Planned.TheProgram.Value,
        },
        ["plan_moved"] = Lifecycles_decide.Moved,
        ["plan_deleted"] = Lifecycles_decide.Deleted,
    };

    public static TheoryData<string> Names => [.. Examples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_written_as_its_golden_file_has_it(string name) =>
        Assert.Equal(Golden(name), JsonSerializer.Serialize(Examples[name], Examples[name].GetType(), EventTypes.Json));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_golden_file_is_read_as_the_event_that_it_was(string name)
    {
        var type = Types.All.Single(pair => pair.Key == name).Value;
        var read = JsonSerializer.Deserialize(Golden(name), type, EventTypes.Json)!;
        // Written again, for records compare the lists in them by reference.
        Assert.Equal(Golden(name), JsonSerializer.Serialize(read, type, EventTypes.Json));
    }

    [Fact]
    public void Every_event_of_the_module_has_a_golden_file() =>
        Assert.Equal(Types.All.Select(pair => pair.Key), Examples.Keys.Order(StringComparer.Ordinal));

    private static EventTypes Types { get; } =
        new(
            new ServiceCollection()
                .AddCampaigns()
                .Select(service => service.ImplementationInstance)
                .OfType<EventTypeSource>()
        );

    private static string Golden(string name) => File.ReadAllText(Path.Combine(Folder(), $"{name}.json")).TrimEnd('\n');

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../Golden"));
}
