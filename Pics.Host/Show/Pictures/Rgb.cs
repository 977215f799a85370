namespace Pics.Host;

/// <summary>A colour on a screen.</summary>
internal readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>What is between pictures and where there are none: a grey that is neither white nor black.</summary>
    public static Rgb Ground => new(128, 128, 128);

    /// <summary>From black, 0, to white, 1.</summary>
    public double Brightness => ((0.299 * Red) + (0.587 * Green) + (0.114 * Blue)) / byte.MaxValue;

    public static Rgb Grey(byte level) => new(level, level, level);

    /// <summary>A number from 0 to 1 as a colour that gets brighter with it, from black through violet, blue and green to white.</summary>
    /// <remarks>Source: the cubehelix colour scheme (Green, 2011), start 0.8, one rotation less, hue 1.2; its brightness is that of the number.</remarks>
    public static Rgb Heat(double part)
    {
        const double Start = 0.8;
        const double Rotations = -0.7;
        const double Hue = 1.2;
        var angle = 2 * Math.PI * ((Start / 3) + 1 + (Rotations * part));
        var amplitude = Hue * part * (1 - part) / 2;
        byte Level(double cosine, double sine) => (byte)Math.Round(byte.MaxValue * Math.Clamp(part + (amplitude * ((cosine * Math.Cos(angle)) + (sine * Math.Sin(angle)))), 0, 1));
        return new(Level(-0.14861, 1.78277), Level(-0.29227, -0.90649), Level(1.97294, 0));
    }

    /// <summary>What stands for a pixel that is not observed: a dull red among greys, a check of greys among colours.</summary>
    public static Rgb NotObserved(bool isGrey, int x, int y) => isGrey ? new(150, 60, 60) : Grey((x + y) % 2 == 0 ? (byte)96 : (byte)160);
}
