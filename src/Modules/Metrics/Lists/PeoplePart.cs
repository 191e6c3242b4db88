using System.Text.Json;
using CampaignDashboard.Identity.Contracts;
using Npgsql;

namespace CampaignDashboard.Metrics.Lists;

/// <summary>The people of a large scope with their figures, as <see cref="FigureCache"/> keeps them: by name, without it.</summary>
internal sealed class PeoplePart(ParticipantList list, People people) : ICachedPart
{
    public string Name => list.Name;

    public bool IsOfPeople => true;

    public async Task<string?> ComputeJson(
        Scope scope,
        string? wiki,
        NpgsqlConnection connection,
        CancellationToken cancellation
    )
    {
        // Whom nobody is told is not kept by name either.
        var query = new FactQuery(scope, new FactFilter(Wiki: wiki), new Naming(people));
        var rows = await FactReading.All(list, query, connection, cancellation).ToListAsync(cancellation);
        PersonId[] ids = [.. rows.Select(r => r.Person!.Value)];
        var byName = (await people.Page(ids, "", 0, int.MaxValue, cancellation)).Names.Select(n => n.Key);
        var row = rows.ToDictionary(r => r.Person!.Value, r => r with { User = null });
        return JsonSerializer.Serialize(byName.Select(id => row[id]), EventTypes.Json);
    }
}
